package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** Collects what is wrong with a workspace, so that an author sees everything at once. */
final class Problems {
  private final TreeSet<DefinitionProblem> found =
      new TreeSet<>(
          Comparator.<DefinitionProblem>naturalOrder()
              .thenComparing(DefinitionProblem::code)
              .thenComparing(DefinitionProblem::seen));

  void add(ProblemCode code, Node at, String seen) {
    found.add(new DefinitionProblem(code, at.file(), at.line(), at.column(), seen));
  }

  void add(DefinitionProblem problem) {
    found.add(problem);
  }

  /** Whether anything is wrong in a folder. */
  boolean in(String folder) {
    return found.stream().anyMatch(problem -> problem.file().startsWith(folder));
  }

  boolean isEmpty() {
    return found.isEmpty();
  }

  List<DefinitionProblem> list() {
    return List.copyOf(found);
  }
}
