package io.sojourn.app.cli;

import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.core.definition.Scenario;
import io.sojourn.core.simulation.ScenarioResult;
import io.sojourn.core.simulation.ScenarioRunner;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sojourn test}. */
@Command(
    name = "test",
    description = "Runs the scenarios of a workspace in simulated time.",
    mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder of the workspace.")
  private Path folder = Path.of("");

  @Option(
      names = "--scenario",
      paramLabel = "NAME",
      description = "Run only this one, by its name or by that of its file.")
  private @Nullable String only;

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CheckedWorkspace checked = CheckedWorkspace.withScenarios(folder);
    List<Scenario> scenarios = checked.scenarios(only, folder, console);
    ScenarioRunner runner = new ScenarioRunner(checked.sound(), new InputDecoder());
    Progress progress = new Progress(console, "scenarios");
    int failed = 0;
    int done = 0;
    for (Scenario scenario : scenarios) {
      ScenarioResult result = runner.run(scenario);
      report(result);
      failed += result.passed() ? 0 : 1;
      progress.reached(++done);
    }
    console.line(
        Counts.of(scenarios.size(), "scenario")
            + ": "
            + (scenarios.size() - failed)
            + " ok, "
            + failed
            + " failed");
    return failed == 0 ? 0 : 1;
  }

  private void report(ScenarioResult result) {
    Scenario scenario = result.scenario();
    String name = scenario.name() + " (" + scenario.place().file() + ")";
    if (result.passed()) {
      console.line("ok      " + name);
      return;
    }
    console.line("FAILED  " + name);
    result.failures().forEach(failure -> console.line("  " + failure.message()));
    console.line("  what happened:");
    result.timeline().forEach(line -> console.line("    " + line));
  }
}
