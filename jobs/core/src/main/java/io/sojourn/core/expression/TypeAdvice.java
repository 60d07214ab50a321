package io.sojourn.core.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.types.CelType;
import io.sojourn.core.schema.ValueType;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Explains why an expression does not type-check, and what to write instead. */
final class TypeAdvice {
  private static final Pattern UNDECLARED =
      Pattern.compile("undeclared reference to '(.*)' \\(in container '.*'\\)");
  private static final Pattern NO_OVERLOAD =
      Pattern.compile(
          "found no matching overload for '(.*?)' applied to '(?:(.*)\\.)?\\((.*)\\)'.*",
          Pattern.DOTALL);
  private static final Pattern NO_FIELDS =
      Pattern.compile("type '(.*)' does not support field selection");

  /** What an expression may name besides the scope's variables. */
  private static final Set<String> BUILT_IN =
      Set.of(
          "true",
          "false",
          "null",
          "has",
          "size",
          "contains",
          "startsWith",
          "endsWith",
          "matches",
          "duration",
          "timestamp",
          "int",
          "double",
          "string",
          "bool",
          "exists",
          "all",
          "filter",
          "map",
          "getFullYear",
          "getMonth",
          "getDayOfMonth",
          "getDayOfWeek",
          "getHours",
          "getMinutes");

  private TypeAdvice() {}

  static ExpressionException explain(SourceText text, Scope scope, List<CelIssue> issues) {
    CelIssue first = issues.stream().min(Comparator.comparingInt(text::offset)).orElseThrow();
    String message =
        first.getMessage().replaceAll("google\\.protobuf\\.(Timestamp|Duration)", "$1");
    int offset = text.offset(first);
    Matcher undeclared = UNDECLARED.matcher(message);
    if (undeclared.matches()) {
      String name = undeclared.group(1);
      return text.error(text.nameOffset(offset, name), unknownName(name, scope));
    }
    Matcher noOverload = NO_OVERLOAD.matcher(message);
    if (noOverload.matches()) {
      String name = noOverload.group(1);
      return text.error(
          text.nameOffset(offset, name),
          mismatch(name, noOverload.group(2), noOverload.group(3).toLowerCase(Locale.ROOT)));
    }
    Matcher noFields = NO_FIELDS.matcher(message);
    return text.error(
        offset,
        noFields.matches()
            ? "a value of type " + noFields.group(1).toLowerCase(Locale.ROOT) + " has no fields"
            : message);
  }

  private static String unknownName(String name, Scope scope) {
    var known = new TreeSet<>(scope.names());
    known.addAll(BUILT_IN);
    String near = Names.hint(name, known);
    return "unknown name '%s'%s"
        .formatted(name, near.contains("did you mean") ? near : Names.hint(name, scope.names()));
  }

  private static String mismatch(String function, @Nullable String receiver, String arguments) {
    String symbol = function.equals("@in") ? "in" : function.replace("_", "");
    String found = arguments.replace(", ", " and ");
    return switch (symbol) {
      case "&&", "||", "!" ->
          "'%s' needs conditions (bool), found %s: compare the value, for example x > 0"
              .formatted(symbol, found);
      case "?:" -> "'? :' needs a condition (bool) and two results of one type, found " + found;
      case "==", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "%", "in" ->
          "'%s' does not work on %s%s".formatted(symbol, found, conversion(arguments));
      default ->
          receiver == null
              ? "'%s' does not take (%s)".formatted(symbol, arguments)
              : "'%s' of a %s does not take (%s)".formatted(symbol, receiver, arguments);
    };
  }

  private static String conversion(String arguments) {
    Set<String> types = Set.copyOf(List.of(arguments.split(", ")));
    if (types.contains("null")) {
      return ": test for a missing value with has(…)";
    }
    if (types.equals(Set.of("int", "double"))) {
      return ": make both double, with double(x) or a constant such as 2.0";
    }
    if (types.contains("timestamp")) {
      return ": write a constant time as timestamp('2026-01-31T09:00:00Z')";
    }
    if (types.contains("duration")) {
      return ": write a length of time as duration('24h')";
    }
    return types.size() == 2 && types.contains("string")
        ? ": a constant text is in quotes, a constant number or bool is not"
        : "";
  }

  /** The message for an expression whose type values cannot have. */
  static String notAValue(CelType type) {
    return "the expression gives %s; it must give a bool, int, double, string or timestamp"
        .formatted(
            switch (type.kind()) {
              case DYN -> "a value whose type is not known beforehand";
              case LIST -> "a list";
              case MAP -> "a map";
              default ->
                  "a " + type.name().replace("google.protobuf.", "").toLowerCase(Locale.ROOT);
            });
  }

  static String unexpected(ValueType found, ValueType expected) {
    String advice =
        switch (expected) {
          case BOOL ->
              ": compare it, for example x " + (found == ValueType.STRING ? "== 'y'" : "> 0");
          case DOUBLE -> found == ValueType.INT ? ": convert it with double(…)" : "";
          case INT -> found == ValueType.DOUBLE ? ": convert it with int(…)" : "";
          case STRING -> ": convert it with string(…)";
          case TIMESTAMP -> "";
        };
    return "the expression must give a value of type %s, not %s%s"
        .formatted(Names.of(expected), Names.of(found), advice);
  }
}
