package io.sojourn.core.definition;

import io.sojourn.core.channel.Feedback;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.Schema;
import io.sojourn.core.schema.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads {@code schema.yaml}. */
final class SchemaParser {
  private final Problems problems;

  SchemaParser(Problems problems) {
    this.problems = problems;
  }

  Schema schema(Node.Fields root) {
    Reader reader = new Reader(root, problems).only("profile", "events");
    Map<String, Field> profile = fields(reader.map("profile"), reader);
    Map<String, Map<String, Field>> events = new HashMap<>();
    reader
        .map("events")
        .forEach(
            (type, node) -> {
              if (type.equals(Feedback.EVENT_TYPE)) {
                problems.add(
                    ProblemCode.DEFINITION_VALUE,
                    node,
                    "'" + type + "', which is declared already");
              }
              Node.Fields declared = reader.asFields(node, "the event type '" + type + "'");
              events.put(type, declared == null ? Map.of() : fields(declared.fields(), reader));
            });
    return new Schema(profile, events);
  }

  private Map<String, Field> fields(Map<String, Node> declared, Reader parent) {
    Map<String, Field> fields = new HashMap<>();
    declared.forEach(
        (path, node) -> {
          Field field = node instanceof Node.Fields map ? field(map) : shortField(node, parent);
          if (field != null) {
            fields.put(path, field);
          }
        });
    for (String path : fields.keySet()) {
      for (int dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1)) {
        Node node = declared.get(path);
        if (node != null && fields.containsKey(path.substring(0, dot))) {
          problems.add(
              ProblemCode.DEFINITION_VALUE,
              node,
              "'" + path + "' inside '" + path.substring(0, dot) + "', a value");
        }
      }
    }
    return fields;
  }

  private @Nullable Field shortField(Node node, Reader reader) {
    Node.Text text = reader.asText(node, "a field");
    ValueType type = text == null ? null : reader.choice(text, ValueType.class);
    return type == null ? null : Field.of(type);
  }

  private @Nullable Field field(Node.Fields map) {
    Reader reader = new Reader(map, problems).only("type", "personal", "enum");
    ValueType type = reader.choice("type", ValueType.class);
    List<String> allowed = new ArrayList<>();
    for (Node item : reader.items("enum")) {
      Node.Text text = reader.asText(item, "an enum value");
      if (text != null) {
        allowed.add(text.value());
      }
    }
    return type == null ? null : new Field(type, reader.flag("personal", false), allowed);
  }
}
