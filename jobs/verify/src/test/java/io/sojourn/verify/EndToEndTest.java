package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.output.Command;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** From events to the mails of a real SMTP server and to a real HTTP server, through both jobs. */
class EndToEndTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(4);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path savepoints;

  @Test
  void everyMessageOnce() throws Exception {
    List<Message> events = Traffic.withoutMerges(11, 300, 2_000, 30);
    try (Platform platform = new Platform();
        Inbox inbox = new Inbox();
        ActionPeer crm = new ActionPeer()) {
      Expected expected = publish(platform, inbox, crm, events);
      platform.send(events);
      try (RunningJob engagement = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2);
          RunningJob delivery = RunningJob.start(Job.DELIVERY, platform.options(), 2)) {
        engagement.awaitQuiet(PATIENCE);
        delivery.await(PATIENCE, () -> platform.read(Topic.OUTCOMES).size() >= expected.all());
        delivery.awaitQuiet(PATIENCE);
      }
      assertThat(inbox.commandIds()).containsExactlyInAnyOrderElementsOf(expected.mails);
      assertThat(crm.acted().keySet()).containsExactlyInAnyOrderElementsOf(expected.actions);
      assertThat(crm.acted().values())
          .allMatch(said -> said.matches("/accounts/\\S+ \\{\"name\": \"[^\"]*\"}\\n"));
    }
  }

  @Test
  void everyMessageOnceWhenBothJobsAreRescaledMeanwhile() throws Exception {
    List<Message> events = Traffic.withoutMerges(12, 300, 2_000, 30);
    try (Platform platform = new Platform();
        Inbox inbox = new Inbox();
        ActionPeer crm = new ActionPeer()) {
      Expected expected = publish(platform, inbox, crm, events);
      platform.send(events.subList(0, events.size() / 2));
      String engagementState;
      String deliveryState;
      try (RunningJob engagement = RunningJob.start(Job.ENGAGEMENT, platform.options(), 1);
          RunningJob delivery = RunningJob.start(Job.DELIVERY, platform.options(), 1)) {
        delivery.await(PATIENCE, () -> inbox.commandIds().size() >= 10);
        deliveryState = delivery.stop(savepoints);
        engagementState = engagement.stop(savepoints);
      }
      assertThat(inbox.commandIds())
          .as("stopped on the way")
          .hasSizeLessThan(expected.mails.size());
      platform.send(events.subList(events.size() / 2, events.size()));
      try (RunningJob engagement =
              RunningJob.start(Job.ENGAGEMENT, platform.options(), 2, 0, engagementState);
          RunningJob delivery =
              RunningJob.start(Job.DELIVERY, platform.options(), 2, 0, deliveryState)) {
        engagement.awaitQuiet(PATIENCE);
        delivery.await(PATIENCE, () -> platform.read(Topic.OUTCOMES).size() >= expected.all());
        delivery.awaitQuiet(PATIENCE);
      }
      assertThat(inbox.commandIds()).containsExactlyInAnyOrderElementsOf(expected.mails);
      assertThat(crm.acted().keySet()).containsExactlyInAnyOrderElementsOf(expected.actions);
      assertThat(crm.acted().values())
          .allMatch(said -> said.matches("/accounts/\\S+ \\{\"name\": \"[^\"]*\"}\\n"));
    }
  }

  /** The ids of the commands that must come. */
  private record Expected(List<String> mails, List<String> actions) {
    int all() {
      return mails.size() + actions.size();
    }
  }

  /** Applies the sample workspace with these servers. */
  private static Expected publish(
      Platform platform, Inbox inbox, ActionPeer crm, List<Message> events) throws Exception {
    List<SourceFile> files = new ArrayList<>(Shop.sendingTo(inbox));
    files.addAll(crm.definitions());
    platform.publish(files, Traffic.TIME_SCALE);
    List<Command> commands =
        Simulated.outputs(platform.options(), Shop.compiled(files, Traffic.TIME_SCALE), events)
            .stream()
            .filter(Command.class::isInstance)
            .map(Command.class::cast)
            .toList();
    Expected expected = new Expected(ids(commands, "email"), ids(commands, "crm"));
    assertThat(expected.mails).hasSizeGreaterThan(20).doesNotHaveDuplicates();
    assertThat(expected.actions).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    return expected;
  }

  private static List<String> ids(List<Command> commands, String channel) {
    return commands.stream()
        .filter(command -> command.channel().equals(channel))
        .map(Command::commandId)
        .toList();
  }
}
