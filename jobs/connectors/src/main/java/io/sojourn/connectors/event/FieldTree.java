package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dotted paths as a tree over the keys of nested objects, so that a parser descends only where
 * something is declared. XDM's JSON-LD spelling {@code xdm:name} means {@code name}.
 */
final class FieldTree {
  private static final String XDM_PREFIX = "xdm:";

  private final Map<String, FieldTree> children = new HashMap<>();
  private @Nullable String path;

  static FieldTree of(Iterable<String> paths) {
    FieldTree root = new FieldTree();
    for (String path : paths) {
      FieldTree node = root;
      for (String name : path.split("\\.", -1)) {
        node = node.children.computeIfAbsent(name, n -> new FieldTree());
      }
      node.path = path;
    }
    return root;
  }

  /** The key without the prefix of JSON-LD. */
  static String plain(String key) {
    return key.startsWith(XDM_PREFIX) ? key.substring(XDM_PREFIX.length()) : key;
  }

  /** Puts the declared fields of the parser's current object into {@code found} by their path. */
  void readObject(JsonParser parser, Map<String, Object> found) throws IOException, Refusal {
    for (String key = Json.nextKey(parser); key != null; key = Json.nextKey(parser)) {
      readField(plain(key), parser, found);
    }
  }

  /** Puts what is declared at and below this key into {@code found}; skips anything else. */
  void readField(String key, JsonParser parser, Map<String, Object> found)
      throws IOException, Refusal {
    FieldTree child = children.get(key);
    if (child == null) {
      parser.skipChildren();
    } else {
      child.readValue(parser, found);
    }
  }

  private void readValue(JsonParser parser, Map<String, Object> found) throws IOException, Refusal {
    Object value;
    if (parser.currentToken() == JsonToken.START_OBJECT && !children.isEmpty()) {
      readObject(parser, found);
      value = Json.Misfit.OBJECT;
    } else {
      value = Json.value(parser);
    }
    if (path != null && value != null) {
      found.put(path, value);
    }
  }
}
