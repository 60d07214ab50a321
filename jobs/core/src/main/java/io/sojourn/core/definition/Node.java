package io.sojourn.core.definition;

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

  /** A scalar, as text. {@code block} scalars begin one line below their mark. */
  record Text(String file, int line, int column, String value, boolean block) implements Node {}

  /** A sequence. */
  record Items(String file, int line, int column, List<Node> items) implements Node {}

  /** A mapping in file order; {@code keys} holds where each key stands. */
  record Fields(String file, int line, int column, Map<String, Node> fields, Map<String, Text> keys)
      implements Node {

    @Nullable Node get(String key) {
      return fields.get(key);
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
