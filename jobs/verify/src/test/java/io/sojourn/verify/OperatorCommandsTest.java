package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Rejection;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What operators decide about links and identities, through the command line and a cluster, and how
 * it is explained: a kiosk on which John logged in, and then Jane.
 */
class OperatorCommandsTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String KIOSK = "ECID:kiosk";
  private static final String JOHN = "CRMID:john";
  private static final String JANE = "CRMID:jane";
  private static final List<SourceFile> WORKSPACE = workspace("");

  @Test
  void theKioskGoesWhereTheOperatorSays() throws Exception {
    try (Platform platform = new Platform()) {
      platform.publish(WORKSPACE, 1);
      platform.send(List.of(seen(START, JOHN, KIOSK), seen(START.plusSeconds(1), JANE, KIOSK)));
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.awaitQuiet(PATIENCE);
        assertThat(persons(platform).get(KIOSK)).isEqualTo(persons(platform).get(JANE));
        assertThat(new CommandLine(platform).explained(KIOSK))
            .contains(JANE + " – " + KIOSK + "  last seen 2026-01-01T00:00:01Z  alive")
            .contains(JOHN + " – " + KIOSK + "  last seen 2026-01-01T00:00:00Z  superseded")
            .contains("alive: its ends are one person; from seen in ");

        new CommandLine(platform).identity("unlink", JANE, KIOSK);
        job.await(PATIENCE, () -> isWith(platform, JOHN));
        job.awaitQuiet(PATIENCE);
        assertThat(new CommandLine(platform).explained(KIOSK))
            .contains(JOHN + " – " + KIOSK + "  last seen 2026-01-01T00:00:00Z  alive")
            .contains(JANE + " – " + KIOSK + "  last seen 2026-01-01T00:00:01Z  unlinked on");

        new CommandLine(platform).identity("pin", JANE, KIOSK);
        job.await(PATIENCE, () -> isWith(platform, JANE));
        platform.send(List.of(later(Duration.ofMinutes(10), JOHN, KIOSK)));
        job.awaitQuiet(PATIENCE);
        assertThat(isWith(platform, JANE)).as("pinned, whoever logs in").isTrue();
        assertThat(new CommandLine(platform).explained(JANE)).contains("pinned on");

        new CommandLine(platform).identity("unlink", "--for-good", JANE, KIOSK);
        job.await(PATIENCE, () -> isWith(platform, JOHN));
        platform.send(List.of(later(Duration.ofMinutes(20), JANE, KIOSK)));
        job.awaitQuiet(PATIENCE);
        assertThat(isWith(platform, JOHN)).as("cut for good").isTrue();
        assertThat(new CommandLine(platform).explained(JOHN)).contains("barred on");

        new CommandLine(platform).identity("unpin", JANE, KIOSK);
        job.await(PATIENCE, () -> isWith(platform, JANE));
      }
      assertThat(platform.read(Topic.REJECTIONS)).isEmpty();
    }
  }

  @Test
  void whoIsBlockedLeavesTheGraphAndComesBackWithoutBeingSeen() throws Exception {
    try (Platform platform = new Platform()) {
      platform.publish(WORKSPACE, 1);
      platform.send(List.of(seen(START, JOHN, KIOSK)));
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.await(PATIENCE, () -> isWith(platform, JOHN));
        platform.publish(workspace(", blocked: [kiosk]"), 1);
        job.await(PATIENCE, () -> !isWith(platform, JOHN));
        platform.publish(WORKSPACE, 1);
        job.await(PATIENCE, () -> isWith(platform, JOHN));
      }
    }
  }

  @Test
  void whatCannotBeDoneIsRejectedWithTheReason() throws Exception {
    try (Platform platform = new Platform()) {
      platform.publish(WORKSPACE, 1);
      new CommandLine(platform).identity("pin", JOHN, JANE);
      new CommandLine(platform).identity("unlink", JOHN, JOHN);
      new CommandLine(platform).identity("unlink", JOHN, "Phone:1");
      platform.send(List.of(Platform.bytes(Topic.IDENTITY_COMMANDS, (byte) 1, (byte) 2)));
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.awaitQuiet(PATIENCE);
      }
      assertThat(platform.outputs(Topic.REJECTIONS, Rejection.class))
          .extracting(rejection -> rejection.problem().code())
          .containsExactlyInAnyOrder(
              ProblemCode.IDENTITY_AMBIGUOUS,
              ProblemCode.IDENTITY_COMMAND_ENDS,
              ProblemCode.IDENTITY_NAMESPACE_UNKNOWN,
              ProblemCode.IDENTITY_COMMAND_MALFORMED);
    }
  }

  /**
   * @param more what else the namespace of cookies says
   */
  private static List<SourceFile> workspace(String more) {
    return List.of(
        new SourceFile(
            "namespaces.yaml",
            """
            namespaces:
              - {name: CRMID, type: person, unique: true}
              - {name: ECID, type: cookie%s}
            """
                .formatted(more)));
  }

  /** After the decisions, which have the time of the wall clock. */
  private static Message later(Duration ahead, String one, String other) {
    return seen(Instant.now().plus(ahead), one, other);
  }

  private static Message seen(Instant at, String one, String other) {
    String map =
        Stream.of(one, other)
            .map(text -> text.split(":", 2))
            .map(parts -> "\"%s\":[{\"id\":\"%s\"}]".formatted(parts[0], parts[1]))
            .collect(Collectors.joining(","));
    return Platform.event(
        at.toEpochMilli(),
        "{\"_id\":\"e%d\",\"eventType\":\"seen\",\"timestamp\":\"%s\",\"identityMap\":{%s}}"
            .formatted(at.toEpochMilli(), at, map));
  }

  private static boolean isWith(Platform platform, String customer) {
    Map<String, String> persons = persons(platform);
    String person = persons.get(KIOSK);
    return person != null && person.equals(persons.get(customer));
  }

  /** Each identity with its person, as the newest record says. */
  private static Map<String, String> persons(Platform platform) {
    Map<String, String> persons = new TreeMap<>();
    for (Assignment assignment : platform.outputs(Topic.ASSIGNMENTS, Assignment.class)) {
      persons.put(assignment.identity().text(), assignment.person().text());
    }
    return persons;
  }
}
