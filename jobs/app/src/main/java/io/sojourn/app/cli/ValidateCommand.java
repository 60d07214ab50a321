package io.sojourn.app.cli;

import io.sojourn.core.definition.Workspace;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sojourn validate}. */
@Command(
    name = "validate",
    description = "Checks a workspace and its scenarios.",
    mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder of the workspace.")
  private Path folder = Path.of("");

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CheckedWorkspace checked = CheckedWorkspace.withScenarios(folder);
    checked.problems().forEach(problem -> console.line(problem.message()));
    Workspace workspace = checked.workspace();
    if (workspace == null || !checked.problems().isEmpty()) {
      throw checked.failure(folder, "correct it, then validate again");
    }
    console.line(
        "OK: %d audiences, %d journeys, %d templates, %d scenarios, version %s"
            .formatted(
                workspace.audiences().size(),
                workspace.journeys().size(),
                workspace.messages().templates().size(),
                checked.scenarios().size(),
                workspace.version()));
    return 0;
  }
}
