package io.sojourn.core.definition;

/**
 * Where something stands in a workspace.
 *
 * @param file path inside the workspace
 * @param line 1-based
 * @param column 1-based
 */
public record Place(String file, int line, int column) {

  static Place of(Node node) {
    return new Place(node.file(), node.line(), node.column());
  }

  /** {@code file:line:column}. */
  public String text() {
    return file + ":" + line + ":" + column;
  }
}
