package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.ValueType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a record that arrives in a scenario. Dotted paths become nested objects. A value is
 * written as the declared type has it, and as text where it is none: then it is refused as any such
 * record is, which a scenario may expect.
 */
final class ScenarioRecord {
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private final Map<String, Object> root = new LinkedHashMap<>();

  /** JSON that is written as it is. */
  private record Raw(String json) {}

  ScenarioRecord(String id, long at) {
    text("_id", id);
    text("timestamp", Instant.ofEpochMilli(at).toString());
  }

  ScenarioRecord text(String key, String value) {
    root.put(key, value);
    return this;
  }

  /** A value of any shape, its scalars as text. */
  void tree(String key, Node value) {
    StringBuilder out = new StringBuilder();
    write(value, out);
    root.put(key, new Raw(out.toString()));
  }

  /**
   * Adds fields by their paths.
   *
   * @param declared what there may be; null when that cannot be told
   * @param owner whose fields they are, for people
   */
  void fields(
      Node.Fields fields, @Nullable Map<String, Field> declared, String owner, Problems problems) {
    add("", fields, declared, owner, problems);
  }

  private void add(
      String prefix,
      Node.Fields fields,
      @Nullable Map<String, Field> declared,
      String owner,
      Problems problems) {
    fields
        .fields()
        .forEach(
            (key, value) -> {
              String path = prefix + key;
              Node at = fields.keyNode(key);
              if (value instanceof Node.Fields nested) {
                add(path + ".", nested, declared, owner, problems);
              } else if (declared != null && !declared.containsKey(path)) {
                problems.add(
                    ProblemCode.DEFINITION_REFERENCE,
                    at,
                    "the field '" + path + "', which schema.yaml does not declare for " + owner);
              } else if (value instanceof Node.Text text) {
                Field field = declared == null ? null : declared.get(path);
                if (!put(path, value(text.value(), field == null ? null : field.type()))) {
                  problems.add(
                      ProblemCode.DEFINITION_VALUE, at, "'" + path + "' as a value and as a map");
                }
              } else {
                problems.add(ProblemCode.DEFINITION_VALUE, value, "a list, which no field holds");
              }
            });
  }

  private static Object value(String text, @Nullable ValueType type) {
    boolean raw =
        switch (type == null ? ValueType.STRING : type) {
          case INT, DOUBLE -> NUMBER.matcher(text).matches();
          case BOOL -> text.equals("true") || text.equals("false");
          case STRING, TIMESTAMP -> false;
        };
    return raw ? new Raw(text) : text;
  }

  @SuppressWarnings("unchecked") // only this method makes maps
  private boolean put(String path, Object value) {
    String[] names = path.split("\\.", -1);
    Map<String, Object> parent = root;
    for (int i = 0; i < names.length - 1; i++) {
      Object child = parent.computeIfAbsent(names[i], name -> new LinkedHashMap<String, Object>());
      if (!(child instanceof Map)) {
        return false;
      }
      parent = (Map<String, Object>) child;
    }
    return parent.putIfAbsent(names[names.length - 1], value) == null;
  }

  String json() {
    StringBuilder out = new StringBuilder();
    write(root, out);
    return out.toString();
  }

  private static void write(Object value, StringBuilder out) {
    if (value instanceof Raw raw) {
      out.append(raw.json());
    } else if (value instanceof Map<?, ?> map) {
      writeObject(map, out);
    } else if (value instanceof Node.Fields fields) {
      writeObject(fields.fields(), out);
    } else if (value instanceof Node.Items items) {
      String separator = "[";
      for (Node item : items.items()) {
        out.append(separator);
        write(item, out);
        separator = ",";
      }
      out.append(items.items().isEmpty() ? "[]" : "]");
    } else {
      writeText(value instanceof Node.Text text ? text.value() : value.toString(), out);
    }
  }

  private static void writeObject(Map<?, ?> map, StringBuilder out) {
    String separator = "{";
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      out.append(separator);
      writeText(String.valueOf(entry.getKey()), out);
      out.append(':');
      write(entry.getValue(), out);
      separator = ",";
    }
    out.append(map.isEmpty() ? "{}" : "}");
  }

  private static void writeText(String text, StringBuilder out) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
