package io.sojourn.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.schema.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A TaskManager is killed in the middle of the demo's traffic, and then the other one. */
@SuppressWarnings("try") // closing runs a command, which may be interrupted
class KillIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void whatShouldBeSentIsSentAllTheSame() throws Exception {
    try (Sojourn sojourn = new Sojourn("kill")) {
      sojourn.run("up");
      Wire wire = new Wire(sojourn.options());
      Path out = sojourn.folder().resolve("demo.out");
      Process demo = sojourn.start(out, "demo", "--seconds", "60", "--rate", "150");
      Awaitility.await()
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> wire.records(Topic.COMMANDS_EMAIL).size() > 100);

      sojourn.kill("taskmanager-1");
      Awaitility.await().atMost(PATIENCE).until(sojourn::allUp);
      int before = wire.records(Topic.COMMANDS_EMAIL).size();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> wire.records(Topic.COMMANDS_EMAIL).size() > before + 50);
      sojourn.kill("taskmanager-2");

      Sojourn.Ran ran = sojourn.finished(demo, out);
      assertThat(ran.exit()).as(ran.toString()).isZero();
      Awaitility.await().atMost(PATIENCE).until(sojourn::allUp);
      Map<String, List<LogRecord>> commands = wire.commands();
      var expected = wire.simulated(shop(), Duration.ofSeconds(30));
      assertThat(commands.keySet())
          .as("the commands of the cluster and of simulate")
          .containsExactlyInAnyOrderElementsOf(expected.keySet());
      assertThat(commands.values())
          .allSatisfy(
              repeats ->
                  assertThat(repeats)
                      .extracting(LogRecord::value)
                      .allSatisfy(value -> assertThat(value).isEqualTo(repeats.get(0).value())));
      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(sojourn.mails().keySet())
                      .as("Message-IDs at the SMTP server")
                      .hasSize(expected.size())
                      .allMatch(
                          id -> expected.containsKey(id.replaceFirst("^<?([^@]*)@.*", "$1"))));
      long written = commands.values().stream().mapToLong(List::size).sum();
      long received = sojourn.mails().values().stream().mapToLong(Integer::longValue).sum();
      System.out.printf(
          "KillIT: %d commands, %d repeated in the topic; %d mails, %d received again%n",
          commands.size(),
          written - commands.size(),
          sojourn.mails().size(),
          received - sojourn.mails().size());
    }
  }

  private static Workspace shop() throws Exception {
    return Objects.requireNonNull(
        WorkspaceCompiler.compile(
                WorkspaceFolder.definitions(Path.of("../../deploy/workspaces/shop")), 3600)
            .workspace());
  }
}
