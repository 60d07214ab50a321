package io.sojourn.app.cli;

import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.core.definition.DefinitionProblem;
import io.sojourn.core.definition.Scenario;
import io.sojourn.core.definition.ScenarioCompiler;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A workspace folder, read and compiled.
 *
 * @param files its definitions
 * @param workspace null if they do not compile
 * @param scenarios empty if any of them does not compile
 * @param problems of the definitions, then of the scenarios
 */
record CheckedWorkspace(
    List<SourceFile> files,
    @Nullable Workspace workspace,
    List<Scenario> scenarios,
    List<DefinitionProblem> problems) {

  /**
   * Reads a folder with its scenarios.
   *
   * @throws CommandFailure if it cannot be read
   */
  static CheckedWorkspace withScenarios(Path folder) {
    List<SourceFile> files = read(folder, false);
    WorkspaceCompiler.Compilation definitions = WorkspaceCompiler.compile(files, 1);
    ScenarioCompiler.Compilation scenarios =
        ScenarioCompiler.compile(read(folder, true), definitions.workspace());
    List<DefinitionProblem> problems = new ArrayList<>(definitions.problems());
    problems.addAll(scenarios.problems());
    return new CheckedWorkspace(
        files, definitions.workspace(), scenarios.scenarios(), List.copyOf(problems));
  }

  /**
   * Reads the definitions of a folder.
   *
   * @param timeScale by which durations are divided, at least 1
   * @throws CommandFailure if it cannot be read
   */
  static CheckedWorkspace of(Path folder, long timeScale) {
    if (timeScale < 1) {
      throw new CommandFailure("--time-scale " + timeScale + "; it is 1 or more");
    }
    List<SourceFile> files = read(folder, false);
    WorkspaceCompiler.Compilation compilation = WorkspaceCompiler.compile(files, timeScale);
    return new CheckedWorkspace(files, compilation.workspace(), List.of(), compilation.problems());
  }

  /**
   * The scenarios to be run; problems go to the console first.
   *
   * @param only the name of one, or of its file; null for all
   * @throws CommandFailure if the workspace has a problem, or no such scenario
   */
  List<Scenario> scenarios(@Nullable String only, Path folder, Console console) {
    problems.forEach(problem -> console.line(problem.message()));
    if (workspace == null || !problems.isEmpty()) {
      throw failure(folder, "no scenario was run");
    }
    List<Scenario> wanted =
        scenarios.stream().filter(scenario -> only == null || isNamed(scenario, only)).toList();
    if (only != null && wanted.isEmpty()) {
      throw new CommandFailure("no scenario in " + folder + " has the name " + only);
    }
    return wanted;
  }

  private static boolean isNamed(Scenario scenario, String name) {
    String file = scenario.place().file();
    return List.of(scenario.name(), file, file.replaceAll("^tests/|\\.yaml$", "")).contains(name);
  }

  /** The workspace of a folder without problems. */
  Workspace sound() {
    return Objects.requireNonNull(workspace);
  }

  /** {@code 2 problems in FOLDER}, with what follows from that. */
  CommandFailure failure(Path folder, String consequence) {
    String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
    return new CommandFailure(count + " in " + folder + "; " + consequence);
  }

  private static List<SourceFile> read(Path folder, boolean scenarios) {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          Files.exists(folder)
              ? folder + " is a file; name the folder of the workspace"
              : "there is no folder " + folder);
    }
    try {
      return scenarios ? WorkspaceFolder.scenarios(folder) : WorkspaceFolder.definitions(folder);
    } catch (CharacterCodingException e) {
      throw new CommandFailure("a file in " + folder + " is not UTF-8", e);
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + e.getMessage(), e);
    }
  }
}
