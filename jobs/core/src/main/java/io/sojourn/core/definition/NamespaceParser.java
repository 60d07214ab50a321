package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.BlockedValues;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.NamespaceType;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.identity.Normaliser;
import io.sojourn.core.identity.Normaliser.E164;
import io.sojourn.core.identity.Normaliser.Spelling;
import io.sojourn.core.identity.ValueFormat;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads {@code namespaces.yaml}. */
final class NamespaceParser {
  private static final int MAX_NAMESPACES = 256;

  /** Much longer than what is known of a link may be behind, see NodeSettings. */
  private static final long LEAST_RETENTION = 24 * 3_600_000L;

  private static final Map<String, Normaliser> STEPS =
      new TreeMap<>(Map.of("trim", Spelling.TRIM, "lower", Spelling.LOWER, "e164", new E164(null)));
  private static final Set<String> SEGMENT_IDS = Set.of("userId", "anonymousId", "email");

  private final Problems problems;

  NamespaceParser(Problems problems) {
    this.problems = problems;
  }

  Namespaces namespaces(Node.Fields root) {
    Reader reader = new Reader(root, problems).only("namespaces");
    reader.required("namespaces");
    List<Namespace> namespaces = new ArrayList<>();
    for (Node item : reader.items("namespaces")) {
      Node.Fields fields = reader.asFields(item, "a namespace");
      Namespace namespace = fields == null ? null : namespace(fields, namespaces.size());
      if (namespace == null) {
        continue;
      }
      if (namespaces.stream().anyMatch(other -> collide(namespace, other))) {
        problems.add(
            ProblemCode.DEFINITION_VALUE,
            item,
            "'" + namespace.name() + "' with a name, ordinal or segment id given twice");
      }
      namespaces.add(namespace);
    }
    if (namespaces.size() > MAX_NAMESPACES) {
      problems.add(
          ProblemCode.DEFINITION_LIMIT, root, namespaces.size() + " namespaces, most are 256");
    }
    return new Namespaces(namespaces);
  }

  private static boolean collide(Namespace one, Namespace other) {
    return one.name().equals(other.name())
        || one.ordinal() == other.ordinal()
        || (one.segment() != null && one.segment().equals(other.segment()));
  }

  private @Nullable Namespace namespace(Node.Fields fields, int position) {
    Reader reader =
        new Reader(fields, problems)
            .only(
                "name",
                "type",
                "unique",
                "ordinal",
                "normalise",
                "format",
                "blocked",
                "unblocked",
                "retention",
                "segment");
    String name = reader.name("name");
    NamespaceType type = reader.choice("type", NamespaceType.class);
    List<Normaliser> normalise = steps(reader);
    Node.Text formatName = reader.text("format");
    ValueFormat format = formatName == null ? null : reader.choice(formatName, ValueFormat.class);
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
    Namespace usual =
        new Namespace(
            name,
            type,
            reader.flag("unique", false),
            reader.integer("ordinal", position, 0, 255),
            position,
            normalise,
            format,
            BlockedValues.PLACEHOLDERS,
            retention(reader),
            segment == null ? null : segment.value());
    return usual.blocking(
        new BlockedValues(
            values("blocked", reader, usual, false), values("unblocked", reader, usual, true)));
  }

  private long retention(Reader reader) {
    Node.Text text = reader.text("retention");
    if (text == null) {
      return Namespace.FOR_EVER;
    }
    long retention = reader.duration(text, LEAST_RETENTION);
    if (retention < LEAST_RETENTION) {
      problems.add(ProblemCode.DEFINITION_VALUE, text, "'" + text.value() + "', less than a day");
    }
    return retention;
  }

  /**
   * A list of values, as they are compared.
   *
   * @param usual the namespace as it is without the list
   * @param blocked whether it blocks the values of this list, as it must
   */
  private Set<String> values(String key, Reader reader, Namespace usual, boolean blocked) {
    Set<String> values = new HashSet<>();
    for (Node item : reader.items(key)) {
      Node.Text text = reader.asText(item, "a value");
      if (text == null) {
        continue;
      }
      String value = usual.normalised(text.value());
      String mistake = null;
      if (value == null) {
        mistake = "not a value of this namespace";
      } else if (usual.blocked().contains(value) != blocked) {
        mistake = blocked ? "which is not blocked" : "blocked already";
      } else if (!values.add(value)) {
        mistake = "listed before";
      }
      if (mistake != null) {
        problems.add(ProblemCode.DEFINITION_VALUE, text, "'" + text.value() + "', " + mistake);
      }
    }
    return values;
  }

  private List<Normaliser> steps(Reader reader) {
    List<Normaliser> steps = new ArrayList<>();
    for (Node item : reader.items("normalise")) {
      Normaliser step = step(item, reader);
      if (step != null) {
        steps.add(step);
      }
    }
    return steps;
  }

  /** A step: its name, or {@code {e164: DE}}. */
  private @Nullable Normaliser step(Node node, Reader reader) {
    if (node instanceof Node.Fields map) {
      return phoneNumbers(new Reader(map, problems).only("e164").requiredText("e164"));
    }
    Node.Text text = reader.asText(node, "a step");
    Normaliser step = text == null ? null : STEPS.get(text.value());
    if (text != null && step == null) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          text,
          "'" + text.value() + "', not one of " + STEPS.keySet());
    }
    return step;
  }

  private @Nullable Normaliser phoneNumbers(Node.@Nullable Text region) {
    if (region != null && !E164.regions().contains(region.value())) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          region,
          "'" + region.value() + "', not a region of ISO 3166 such as DE");
      return null;
    }
    return region == null ? null : new E164(region.value());
  }
}
