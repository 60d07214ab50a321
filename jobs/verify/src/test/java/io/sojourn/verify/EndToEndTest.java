package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From events to the mails of a real SMTP server, through both jobs. */
class EndToEndTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path savepoints;

  @Test
  void everyMessageOnce() throws Exception {
    List<Message> events = Traffic.withoutMerges(11, 300, 2_000, 30);
    try (Platform platform = new Platform();
        Inbox inbox = new Inbox()) {
      List<String> expected = publish(platform, inbox, events);
      platform.send(events);
      try (RunningJob engagement = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2);
          RunningJob delivery = RunningJob.start(Job.DELIVERY, platform.options(), 2)) {
        engagement.awaitQuiet(PATIENCE);
        delivery.await(PATIENCE, () -> platform.read(Topic.OUTCOMES).size() >= expected.size());
        delivery.awaitQuiet(PATIENCE);
      }
      assertThat(inbox.commandIds()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  void everyMessageOnceWhenBothJobsAreRescaledMeanwhile() throws Exception {
    List<Message> events = Traffic.withoutMerges(12, 300, 2_000, 30);
    try (Platform platform = new Platform();
        Inbox inbox = new Inbox()) {
      List<String> expected = publish(platform, inbox, events);
      platform.send(events.subList(0, events.size() / 2));
      String engagementState;
      String deliveryState;
      try (RunningJob engagement = RunningJob.start(Job.ENGAGEMENT, platform.options(), 1);
          RunningJob delivery = RunningJob.start(Job.DELIVERY, platform.options(), 1)) {
        delivery.await(PATIENCE, () -> inbox.commandIds().size() >= 10);
        deliveryState = delivery.stop(savepoints);
        engagementState = engagement.stop(savepoints);
      }
      assertThat(inbox.commandIds()).as("stopped on the way").hasSizeLessThan(expected.size());
      platform.send(events.subList(events.size() / 2, events.size()));
      try (RunningJob engagement =
              RunningJob.start(Job.ENGAGEMENT, platform.options(), 2, 0, engagementState);
          RunningJob delivery =
              RunningJob.start(Job.DELIVERY, platform.options(), 2, 0, deliveryState)) {
        engagement.awaitQuiet(PATIENCE);
        delivery.await(PATIENCE, () -> platform.read(Topic.OUTCOMES).size() >= expected.size());
        delivery.awaitQuiet(PATIENCE);
      }
      assertThat(inbox.commandIds()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** Applies the sample workspace with this inbox; returns the ids of the commands to come. */
  private static List<String> publish(Platform platform, Inbox inbox, List<Message> events)
      throws Exception {
    List<SourceFile> files =
        Shop.with(Shop.workspace(), "channels/email.yaml", "port: 1025", "port: " + inbox.port());
    platform.publish(files, Traffic.TIME_SCALE);
    List<Output> outputs =
        Simulated.outputs(platform.options(), Shop.compiled(files, Traffic.TIME_SCALE), events);
    List<String> ids =
        outputs.stream()
            .filter(Command.class::isInstance)
            .map(output -> ((Command) output).commandId())
            .toList();
    assertThat(ids).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    return ids;
  }
}
