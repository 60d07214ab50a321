package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.NamespaceType;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.identity.Normaliser;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.Schema;
import io.sojourn.core.schema.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code namespaces.yaml} and {@code schema.yaml}. */
final class SchemaParser {
  private static final int MAX_NAMESPACES = 256;
  private static final Set<String> SEGMENT_IDS = Set.of("userId", "anonymousId", "email");

  private final Problems problems;

  SchemaParser(Problems problems) {
    this.problems = problems;
  }

  Namespaces namespaces(Node.Fields root) {
    Reader reader = new Reader(root, problems).only("namespaces");
    reader.required("namespaces");
    List<Namespace> namespaces = new ArrayList<>();
    Set<Integer> ordinals = new HashSet<>();
    for (Node item : reader.items("namespaces")) {
      Node.Fields fields = reader.asFields(item, "a namespace");
      Namespace namespace = fields == null ? null : namespace(fields, namespaces.size());
      if (namespace == null) {
        continue;
      }
      if (!ordinals.add(namespace.ordinal())
          || namespaces.stream().anyMatch(n -> n.name().equals(namespace.name()))) {
        problems.add(
            ProblemCode.DEFINITION_VALUE,
            item,
            "'" + namespace.name() + "' with a name or ordinal given twice");
      }
      namespaces.add(namespace);
    }
    if (namespaces.size() > MAX_NAMESPACES) {
      problems.add(
          ProblemCode.DEFINITION_LIMIT, root, namespaces.size() + " namespaces, most are 256");
    }
    return new Namespaces(namespaces);
  }

  private @Nullable Namespace namespace(Node.Fields fields, int position) {
    Reader reader =
        new Reader(fields, problems)
            .only("name", "type", "unique", "ordinal", "normalise", "format", "segment");
    String name = reader.name("name");
    NamespaceType type = reader.choice("type", NamespaceType.class);
    List<Normaliser> normalise = new ArrayList<>();
    for (Node step : reader.items("normalise")) {
      Node.Text text = reader.asText(step, "a step");
      Normaliser normaliser = text == null ? null : reader.choice(text, Normaliser.class);
      if (normaliser != null) {
        normalise.add(normaliser);
      }
    }
    Node.Text format = reader.text("format");
    if (format != null && !format.value().equals("ecid")) {
      problems.add(ProblemCode.DEFINITION_VALUE, format, "'" + format.value() + "', not ecid");
    }
    Node.Text segment = reader.text("segment");
    if (segment != null && !SEGMENT_IDS.contains(segment.value())) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          segment,
          "'" + segment.value() + "', not userId, anonymousId or email");
    }
    if (type == null) {
      return null;
    }
    return new Namespace(
        name,
        type,
        reader.flag("unique", false),
        reader.integer("ordinal", position, 0, 255),
        position,
        normalise,
        format == null ? null : format.value(),
        segment == null ? null : segment.value());
  }

  Schema schema(Node.Fields root) {
    Reader reader = new Reader(root, problems).only("profile", "events");
    Map<String, Field> profile = fields(reader.map("profile"), reader);
    Map<String, Map<String, Field>> events = new HashMap<>();
    reader
        .map("events")
        .forEach(
            (type, node) -> {
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
