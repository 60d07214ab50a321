package io.sojourn.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.connectors.kafka.TopicAdmin;
import io.sojourn.connectors.kafka.TopicSpec;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.schema.Topic;
import io.sojourn.verify.PersonsInTheEnd;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A TaskManager is killed in the middle of the demo's traffic. */
@SuppressWarnings("try") // closing runs a command, which may be interrupted
class KillIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * The part of persons who may get other commands than in {@code simulate}, since they did
   * something while a fragment of theirs was on its way: after the loss, that takes as long as the
   * recovery.
   */
  private static final double TOLERATED = 0.01;

  @Test
  void whatShouldBeSentIsSentAllTheSame() throws Exception {
    try (Sojourn sojourn = new Sojourn("kill")) {
      sojourn.run("up");
      // One partition: between two, the order in which one person's events come is nobody's
      // promise.
      TopicAdmin.ensure(
          sojourn.options().kafka(),
          List.of(
              new TopicSpec(
                  Topic.EVENTS.name(Topic.DEFAULT_PREFIX),
                  1,
                  Map.of(
                      "message.timestamp.type",
                      "LogAppendTime",
                      "max.message.bytes",
                      String.valueOf(Topic.EVENTS.maxMessageBytes())))));
      Wire wire = new Wire(sojourn.options());
      Path out = sojourn.folder().resolve("demo.out");
      Process demo = sojourn.start(out, "demo", "--seconds", "60", "--rate", "250");
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> wire.records(Topic.COMMANDS_EMAIL).size() > 150);
      sojourn.kill("taskmanager-1");
      Sojourn.Ran ran = sojourn.finished(demo, out);
      assertThat(ran.exit()).as(ran.toString()).isZero();
      Awaitility.await().atMost(PATIENCE).until(sojourn::allUp);
      Map<String, List<LogRecord>> commands = wire.commands();
      Workspace shop = shop();
      PersonsInTheEnd expected = new PersonsInTheEnd(wire.simulated(shop, Duration.ofSeconds(30)));
      PersonsInTheEnd actual =
          new PersonsInTheEnd(wire.outputs(Topic.ASSIGNMENTS, Topic.COMMANDS_EMAIL));
      Set<String> differing = PersonsInTheEnd.differing(expected.commands(), actual.commands());
      Set<String> hasty = wire.hasty(shop, expected);
      assertThat(hasty).as("only who did something during a move").containsAll(differing);
      assertThat((double) differing.size())
          .as("persons with other commands than in simulate: %s", differing)
          .isLessThan(TOLERATED * expected.persons().size());
      Map<String, Set<String>> unlike = new TreeMap<>();
      commands.forEach(
          (id, repeats) -> {
            if (distinct(repeats).size() > 1) {
              unlike.put(id, wire.unlike(repeats));
            }
          });
      assertThat(unlike).as("fields in which the repeats of an id differ").isEmpty();
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(sojourn.mails().keySet())
                      .as("ids that reached the SMTP server")
                      .containsExactlyInAnyOrderElementsOf(commands.keySet()));
      long written = commands.values().stream().mapToLong(List::size).sum();
      long received = sojourn.mails().values().stream().mapToLong(Integer::longValue).sum();
      System.out.printf(
          "KillIT: %d commands; others than in simulate for %d of %d persons, %s (%d had an event"
              + " during a move); %d repeated in the topic; %d mails, %d received again%n",
          commands.size(),
          differing.size(),
          expected.persons().size(),
          differing,
          hasty.size(),
          written - commands.size(),
          sojourn.mails().size(),
          received - sojourn.mails().size());
    }
  }

  private static Set<String> distinct(List<LogRecord> repeats) {
    return repeats.stream()
        .map(each -> HexFormat.of().formatHex(Objects.requireNonNull(each.value())))
        .collect(Collectors.toSet());
  }

  private static Workspace shop() throws Exception {
    return Objects.requireNonNull(
        WorkspaceCompiler.compile(
                WorkspaceFolder.definitions(Path.of("../../deploy/workspaces/shop")), 3600)
            .workspace());
  }
}
