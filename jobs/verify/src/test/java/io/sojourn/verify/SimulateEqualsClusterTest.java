package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.connectors.event.OutputJson;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.simulation.Simulation;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulateEqualsClusterTest {
  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void theSameOutputs() throws Exception {
    List<SourceFile> files = WorkspaceFolder.definitions(Path.of("../../deploy/workspaces/shop"));
    long start = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
    List<Message> events = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      String id = "c" + i;
      long at = start + i * 1000L;
      lines.add(
          "{\"_id\":\"p"
              + i
              + "\",\"timestamp\":\""
              + Instant.ofEpochMilli(at)
              + "\",\"identityMap\":{\"CRMID\":[{\"id\":\""
              + id
              + "\"}],\"Email\":[{\"id\":\""
              + id
              + "@example.com\"}]},\"person\":{\"name\":{\"firstName\":\"Ada\"}},\"consents\":{\"marketing\":{\"email\":{\"val\":\"y\"}}}}");
      events.add(EngagementRun.event(at, lines.get(lines.size() - 1)));
      lines.add(
          "{\"_id\":\"e"
              + i
              + "\",\"eventType\":\"userAccount.createProfile\",\"timestamp\":\""
              + Instant.ofEpochMilli(at + 10)
              + "\",\"identityMap\":{\"CRMID\":[{\"id\":\""
              + id
              + "\"}]}}");
      events.add(EngagementRun.event(at + 10, lines.get(lines.size() - 1)));
    }
    List<String> expected = new ArrayList<>();
    Workspace workspace = WorkspaceCompiler.compile(files, 3600).workspace();
    assertThat(workspace).isNotNull();
    try (EngagementRun run = new EngagementRun(files, 3600)) {
      Simulation simulation =
          new Simulation(
              "prod",
              run.options().identitySecret(),
              workspace,
              new InputDecoder(),
              o -> expected.add(OutputJson.line(o)));
      for (Message message : events) {
        simulation.accept(message.value(), null, message.timestamp(), "sojourn.events-0", 0);
      }
      simulation.settle(events.get(events.size() - 1).timestamp() - 1);
      run.send(events);
      run.start(2, null);
      List<String> actual;
      try {
        actual = run.await(Duration.ofSeconds(60), seen -> seen.size() >= expected.size());
      } finally {
        run.cancel();
      }
      assertThat(actual).containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
