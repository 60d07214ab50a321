package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and checks the scenarios of a workspace, the files in its folder {@code tests}. */
public final class ScenarioCompiler {
  private ScenarioCompiler() {}

  /**
   * What became of the scenarios.
   *
   * @param scenarios in the order of files; empty if there is any problem
   * @param problems in the order of files and lines
   */
  public record Compilation(List<Scenario> scenarios, List<DefinitionProblem> problems) {}

  /**
   * Compiles scenarios.
   *
   * @param workspace what they are about; null when it does not compile, then only their grammar is
   *     checked
   */
  public static Compilation compile(Collection<SourceFile> files, @Nullable Workspace workspace) {
    Problems problems = new Problems();
    ScenarioParser parser = new ScenarioParser(workspace, problems);
    List<Scenario> scenarios = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (SourceFile file : files) {
      Node.Fields root = YamlReader.read(file, problems);
      Scenario scenario = root == null ? null : parser.scenario(root);
      if (root != null && scenario != null) {
        scenarios.add(scenario);
        if (!names.add(scenario.name())) {
          problems.add(
              ProblemCode.DEFINITION_VALUE,
              root.keyNode("scenario"),
              "a scenario with the name of another one");
        }
      }
    }
    return new Compilation(problems.isEmpty() ? scenarios : List.of(), problems.list());
  }
}
