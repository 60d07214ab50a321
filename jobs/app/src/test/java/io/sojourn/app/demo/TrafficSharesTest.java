package io.sojourn.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.simulation.Simulation;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the traffic does to the sample workspace: enough of everything to be worth measuring. */
class TrafficSharesTest {
  private static final Path SHOP = Path.of("../../deploy/workspaces/shop");
  private static final int EVENTS = 12_000;

  private int changing;
  private int linking;
  private final Map<String, Integer> commands = new TreeMap<>();
  private final Map<String, Integer> rejections = new TreeMap<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void enoughOfEverything(long seed) throws Exception {
    long start = 1_772_359_200_000L;
    TrafficSettings settings = TrafficSettings.demo(600, EVENTS, seed, start, 200);
    Workspace workspace =
        WorkspaceCompiler.compile(WorkspaceFolder.definitions(SHOP), 3600).workspace();
    List<Output> outputs = new ArrayList<>();
    Simulation simulation =
        new Simulation(
            "prod",
            JobOptions.parse().identitySecret(),
            workspace,
            new InputDecoder(),
            outputs::add);
    new TrafficGenerator(settings)
        .stream()
            .forEach(
                each -> {
                  simulation.accept(
                      each.json().getBytes(StandardCharsets.UTF_8), null, each.at(), "test", 0);
                  count(outputs);
                });
    simulation.settle(simulation.now() + 30_000);
    count(outputs);
    int issued = commands.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "seed %d: %d events; %.1f %% change a membership, %.1f %% issue a command %s, %.1f %% link;"
            + " rejected %s%n",
        seed, EVENTS, percent(changing), percent(issued), commands, percent(linking), rejections);

    assertThat(percent(changing)).as("changing a membership, seed %d", seed).isGreaterThan(3);
    assertThat(percent(issued)).as("issuing a command, seed %d", seed).isGreaterThan(1);
    assertThat(percent(linking)).as("linking, seed %d", seed).isGreaterThan(1);
    assertThat(commands.keySet())
        .as("seed %d", seed)
        .contains("welcome", "cart-reminder", "win-back", "win-back-offer");
    assertThat(rejections.keySet())
        .as("seed %d", seed)
        .containsExactlyInAnyOrder(
            "EVENT_MALFORMED_JSON",
            "EVENT_TIME_MISSING",
            "IDENTITY_NAMESPACE_UNKNOWN",
            "EVENT_TIME_OUT_OF_RANGE",
            "EVENT_FIELD_TYPE",
            "IDENTITY_MISSING");
  }

  /** What one record brought about. */
  private void count(List<Output> outputs) {
    changing += outputs.stream().anyMatch(TrafficSharesTest::changesByEvent) ? 1 : 0;
    linking += outputs.stream().anyMatch(each -> each instanceof Assignment) ? 1 : 0;
    for (Output each : outputs) {
      if (each instanceof Command command) {
        commands.merge(command.template(), 1, Integer::sum);
      } else if (each instanceof Rejection rejection) {
        rejections.merge(rejection.problem().code().name(), 1, Integer::sum);
      }
    }
    outputs.clear();
  }

  /** Not by a window that slid past: what the record itself did. */
  private static boolean changesByEvent(Output output) {
    return output instanceof Qualification change
        && change.cause().equals("event")
        && change.status() != Qualification.Status.EXISTING;
  }

  private static double percent(int count) {
    return 100.0 * count / EVENTS;
  }
}
