package io.sojourn.core.definition;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;

/**
 * One thing wrong with a workspace.
 *
 * @param file path inside the workspace
 * @param line 1-based; 0 for the file as a whole
 * @param column 1-based; 0 for the file as a whole
 * @param seen what was found, and where it helps what to write instead
 */
public record DefinitionProblem(ProblemCode code, String file, int line, int column, String seen)
    implements Comparable<DefinitionProblem> {

  /** {@code file:line:column: CODE seen (rule; remedy)}. */
  public String message() {
    return problem().message();
  }

  public Problem problem() {
    return new Problem(code, file + ":" + line + ":" + column, seen);
  }

  @Override
  public int compareTo(DefinitionProblem other) {
    int byFile = file.compareTo(other.file);
    int byLine = byFile != 0 ? byFile : Integer.compare(line, other.line);
    return byLine != 0 ? byLine : Integer.compare(column, other.column);
  }
}
