package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What a process of the platform is there for. */
enum Role {
  BROKER("broker", "the Kafka broker"),
  JOBMANAGER("jobmanager", "the Flink JobManager"),
  TASKMANAGER_1("taskmanager-1", "a Flink TaskManager"),
  TASKMANAGER_2("taskmanager-2", "a Flink TaskManager"),
  INBOX("inbox", "the inbox"),
  SUPERVISOR("supervisor", "the supervisor");

  /** The TaskManagers. */
  static final List<Role> TASKMANAGERS = List.of(TASKMANAGER_1, TASKMANAGER_2);

  private final String id;
  private final String title;

  Role(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** Its name on the command line and in file names. */
  String id() {
    return id;
  }

  /** Its name in a sentence. */
  String title() {
    return title;
  }

  /** The ports it listens on; the first is the one that people use. */
  List<Port> ports() {
    return switch (this) {
      case BROKER -> List.of(Port.KAFKA, Port.CONTROLLER);
      case JOBMANAGER -> List.of(Port.WEB, Port.RPC);
      case INBOX -> List.of(Port.INBOX, Port.SMTP);
      case TASKMANAGER_1, TASKMANAGER_2, SUPERVISOR -> List.of();
    };
  }

  /**
   * The role with this name.
   *
   * @throws CommandFailure if there is none
   */
  static Role named(String id) {
    return Arrays.stream(values())
        .filter(role -> role.id.equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "there is no process '%s'; there are %s"
                        .formatted(
                            id,
                            Arrays.stream(values())
                                .map(Role::id)
                                .collect(Collectors.joining(", ")))));
  }
}
