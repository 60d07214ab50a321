package io.sojourn.core.definition;

import io.sojourn.core.channel.SecretReference;
import io.sojourn.core.error.ProblemCode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes typed values out of a mapping and notes what is missing, unknown or malformed. */
final class Reader {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Map<String, Long> UNITS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private final Node.Fields fields;
  private final Problems problems;

  Reader(Node.Fields fields, Problems problems) {
    this.fields = fields;
    this.problems = problems;
  }

  Node.Fields node() {
    return fields;
  }

  /** Notes every key that is not one of these. */
  Reader only(String... known) {
    Set<String> allowed = Set.copyOf(Arrays.asList(known));
    for (String key : fields.fields().keySet()) {
      if (!allowed.contains(key)) {
        problems.add(
            ProblemCode.DEFINITION_UNKNOWN_KEY,
            fields.keyNode(key),
            "the key '" + key + "'; known here: " + String.join(", ", known));
      }
    }
    return this;
  }

  boolean has(String key) {
    return fields.get(key) != null;
  }

  @Nullable Node optional(String key) {
    return fields.get(key);
  }

  @Nullable Node required(String key) {
    Node node = fields.get(key);
    if (node == null) {
      problems.add(ProblemCode.DEFINITION_MISSING_KEY, fields, "no key '" + key + "'");
    }
    return node;
  }

  Node.@Nullable Text text(String key) {
    return fields.get(key) == null ? null : asText(fields.get(key), "'" + key + "'");
  }

  Node.@Nullable Text requiredText(String key) {
    Node node = required(key);
    return node == null ? null : asText(node, "'" + key + "'");
  }

  /** A name: a letter, then letters, digits, {@code _ . -}, at most 64. Empty after a problem. */
  String name(String key) {
    Node.Text text = requiredText(key);
    if (text != null && !NAME.matcher(text.value()).matches()) {
      problems.add(
          ProblemCode.DEFINITION_VALUE, text, "'" + text.value() + "', which is not a name");
      return "";
    }
    return text == null ? "" : text.value();
  }

  boolean flag(String key, boolean absent) {
    Node.Text text = text(key);
    if (text == null) {
      return absent;
    }
    if (!text.value().equals("true") && !text.value().equals("false")) {
      problems.add(ProblemCode.DEFINITION_VALUE, text, "'" + text.value() + "', not true or false");
    }
    return text.value().equals("true");
  }

  int integer(String key, int absent, int least, int most) {
    Node.Text text = text(key);
    if (text == null) {
      return absent;
    }
    try {
      int value = Integer.parseInt(text.value());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // noted below, with the range
    }
    problems.add(
        ProblemCode.DEFINITION_VALUE,
        text,
        "'" + text.value() + "', not a whole number from " + least + " to " + most);
    return absent;
  }

  /** Milliseconds of {@code 30s 10m 24h 7d}; {@code absent} if there is none or it is malformed. */
  long duration(String key, long absent) {
    Node.Text text = text(key);
    return text == null ? absent : duration(text, absent);
  }

  long duration(Node.Text text, long absent) {
    Matcher matcher = DURATION.matcher(text.value());
    if (!matcher.matches()) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          text,
          "'" + text.value() + "', not a duration such as 30s, 10m, 24h or 7d");
      return absent;
    }
    return Long.parseLong(matcher.group(1)) * UNITS.getOrDefault(matcher.group(2), 1L);
  }

  /**
   * A reference to a secret, or null if there is none; the value itself in its place is refused,
   * and not repeated.
   */
  @Nullable SecretReference secret(String key) {
    Node.Text text = text(key);
    if (text == null) {
      return null;
    }
    try {
      return SecretReference.parse(text.value());
    } catch (IllegalArgumentException e) {
      problems.add(ProblemCode.DEFINITION_VALUE, text, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** One that has to be there; null after a problem. */
  @Nullable SecretReference requiredSecret(String key) {
    return required(key) == null ? null : secret(key);
  }

  /** What is inside; null after a problem. */
  @Nullable Reader inside(String key) {
    Node node = required(key);
    Node.Fields inside = node == null ? null : asFields(node, "'" + key + "'");
    return inside == null ? null : new Reader(inside, problems);
  }

  /** One of the constants, written in lower case. */
  <E extends Enum<E>> @Nullable E choice(String key, Class<E> type) {
    Node.Text text = requiredText(key);
    return text == null ? null : choice(text, type);
  }

  <E extends Enum<E>> @Nullable E choice(Node.Text text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).equals(text.value())) {
        return constant;
      }
    }
    String known = Arrays.toString(type.getEnumConstants()).toLowerCase(Locale.ROOT);
    problems.add(ProblemCode.DEFINITION_VALUE, text, "'" + text.value() + "', not one of " + known);
    return null;
  }

  List<Node> items(String key) {
    Node node = fields.get(key);
    if (node == null) {
      return List.of();
    }
    if (node instanceof Node.Items items) {
      return items.items();
    }
    problems.add(
        ProblemCode.DEFINITION_VALUE, node, "'" + key + "' is " + node.shape() + ", not a list");
    return List.of();
  }

  Map<String, Node> map(String key) {
    Node node = fields.get(key);
    Node.Fields map = node == null ? null : asFields(node, "'" + key + "'");
    return map == null ? Map.of() : map.fields();
  }

  Node.@Nullable Fields asFields(Node node, String what) {
    if (node instanceof Node.Fields map) {
      return map;
    }
    problems.add(ProblemCode.DEFINITION_VALUE, node, what + " is " + node.shape() + ", not a map");
    return null;
  }

  Node.@Nullable Text asText(@Nullable Node node, String what) {
    if (node instanceof Node.Text text) {
      return text;
    }
    if (node != null) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          node,
          what + " is " + node.shape() + ", not a single value");
    }
    return null;
  }

  Problems problems() {
    return problems;
  }
}
