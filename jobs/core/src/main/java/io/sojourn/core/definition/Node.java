package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML value that knows where it stands. */
sealed interface Node {
  String file();

  /** 1-based. */
  int line();

  /** 1-based. */
  int column();

  /**
   * A scalar, as text. {@code firstLine} and {@code firstColumn} are the place of its first
   * character, behind a quote or in the indented lines below a {@code |}.
   */
  record Text(String file, int line, int column, String value, int firstLine, int firstColumn)
      implements Node {

    /**
     * Adds a problem at a place inside the value, both 1-based. Exact but for values that YAML
     * folds or that hold escapes, where it is near.
     */
    void problemInside(Problems problems, ProblemCode code, int line, int column, String seen) {
      problems.add(
          new DefinitionProblem(code, file, firstLine + line - 1, firstColumn + column - 1, seen));
    }
  }

  /** A sequence. */
  record Items(String file, int line, int column, List<Node> items) implements Node {}

  /** A mapping in file order; {@code keys} holds where each key stands. */
  record Fields(String file, int line, int column, Map<String, Node> fields, Map<String, Text> keys)
      implements Node {

    @Nullable Node get(String key) {
      return fields.get(key);
    }

    /** The mapping without one of its keys. */
    Fields without(String key) {
      Map<String, Node> others = new LinkedHashMap<>(fields);
      others.remove(key);
      return new Fields(file, line, column, others, keys);
    }

    Node keyNode(String key) {
      Text at = keys.get(key);
      return at == null ? this : at;
    }
  }

  /** What it is, for people. */
  default String shape() {
    if (this instanceof Items) {
      return "a list";
    }
    return this instanceof Fields ? "a map" : "a single value";
  }
}
