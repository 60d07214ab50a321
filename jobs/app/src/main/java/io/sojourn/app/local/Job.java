package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.delivery.DeliveryJob;
import io.sojourn.app.engagement.EngagementJob;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The jobs that can be submitted. */
enum Job {
  ENGAGEMENT(EngagementJob.NAME, EngagementJob.class),
  DELIVERY(DeliveryJob.NAME, DeliveryJob.class);

  private final String id;
  private final Class<?> entry;

  Job(String id, Class<?> entry) {
    this.id = id;
    this.entry = entry;
  }

  /** The name under which Flink shows it. */
  String id() {
    return id;
  }

  /** The name of the class with its {@code main}. */
  String entryClass() {
    return entry.getName();
  }

  /**
   * The job of this name, or every job for {@code all}.
   *
   * @throws CommandFailure if there is none
   */
  static List<Job> named(String id) {
    if (id.equals("all")) {
      return List.of(values());
    }
    return Arrays.stream(values())
        .filter(job -> job.id.equals(id))
        .findFirst()
        .map(List::of)
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no job '%s'; there are %s, all"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Job::id)
                                .collect(Collectors.joining(", ")))));
  }
}
