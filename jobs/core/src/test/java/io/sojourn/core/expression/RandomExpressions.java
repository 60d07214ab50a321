package io.sojourn.core.expression;

import io.sojourn.core.schema.ValueType;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Well-typed random expressions over {@link Scopes#ALL} that have closures for every part. */
final class RandomExpressions {
  private static final List<ValueType> TYPES = List.of(ValueType.values());
  private static final Map<ValueType, List<String>> READS =
      Map.of(
          ValueType.BOOL,
          List.of("active", "profile.subscribed", "audiences['vip']", "audiences.vip"),
          ValueType.INT,
          List.of("carts", "profile.loyalty.points"),
          ValueType.DOUBLE,
          List.of("spent", "profile.score"),
          ValueType.STRING,
          List.of("profile.country", "profile.person.name.firstName"),
          ValueType.TIMESTAMP,
          List.of("now", "profile.birth"));
  private static final Map<ValueType, List<String>> CONSTANTS =
      Map.of(
          ValueType.BOOL, List.of("true", "false"),
          ValueType.INT, List.of("0", "1", "-3", "7", "9223372036854775807"),
          ValueType.DOUBLE, List.of("0.0", "1.0", "-2.5", "7.0"),
          ValueType.STRING, List.of("''", "'a'", "'ab'", "'😀'", "'DE'"),
          ValueType.TIMESTAMP,
              List.of("timestamp('1970-01-01T00:00:00Z')", "timestamp('2026-01-01T00:00:00.5Z')"));
  private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
  private static final List<String> DURATIONS =
      List.of("duration('0s')", "duration('24h')", "duration('-90m')", "duration('1.5s')");

  private final RandomGenerator random;

  RandomExpressions(RandomGenerator random) {
    this.random = random;
  }

  static ValueType anyType(RandomGenerator random) {
    return TYPES.get(random.nextInt(TYPES.size()));
  }

  static ValueType type(Reference reference) {
    return switch (reference.variable()) {
      case "profile" -> Scopes.ALL.structs().get("profile").get(reference.path());
      case "audiences" -> ValueType.BOOL;
      default -> Scopes.ALL.values().get(reference.variable());
    };
  }

  String next(ValueType type, int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return pick((random.nextInt(3) == 0 ? CONSTANTS : READS).get(type));
    }
    if (random.nextInt(8) == 0) {
      return "(%s ? %s : %s)"
          .formatted(next(ValueType.BOOL, depth - 1), next(type, depth - 1), next(type, depth - 1));
    }
    return switch (type) {
      case BOOL -> condition(depth - 1);
      case INT -> integer(depth - 1);
      case DOUBLE -> decimal(depth - 1);
      case STRING -> binary("+", type, type, depth - 1);
      case TIMESTAMP ->
          random.nextBoolean()
              ? "(%s %s %s)".formatted(next(type, depth - 1), pick(List.of("+", "-")), duration())
              : "(%s + %s)".formatted(duration(), next(type, depth - 1));
    };
  }

  private String condition(int depth) {
    return switch (random.nextInt(9)) {
      case 0, 1 -> binary(pick(List.of("&&", "||")), ValueType.BOOL, ValueType.BOOL, depth);
      case 2 -> "!" + next(ValueType.BOOL, depth);
      case 3 -> pick(List.of("has(profile.score)", "has(audiences.vip)", "('vip' in audiences)"));
      case 4 ->
          "%s.%s(%s)"
              .formatted(
                  next(ValueType.STRING, depth),
                  pick(List.of("contains", "startsWith", "endsWith")),
                  next(ValueType.STRING, depth));
      case 5 -> in(depth);
      case 6 ->
          binary(
              pick(List.of("<", "<=", ">", ">=")),
              pick(List.of(ValueType.INT, ValueType.DOUBLE)),
              pick(List.of(ValueType.INT, ValueType.DOUBLE)),
              depth);
      case 7 ->
          "(%s - %s %s %s)"
              .formatted(
                  next(ValueType.TIMESTAMP, depth),
                  next(ValueType.TIMESTAMP, depth),
                  pick(COMPARISONS),
                  duration());
      default -> {
        ValueType type = anyType(random);
        yield binary(pick(COMPARISONS), type, type, depth);
      }
    };
  }

  private String in(int depth) {
    ValueType type = anyType(random);
    List<String> constants = CONSTANTS.get(type);
    return random.nextBoolean()
        ? "(%s in [%s])".formatted(next(type, depth), String.join(", ", constants))
        : "(%s in [%s, %s])".formatted(next(type, depth), pick(constants), next(type, depth));
  }

  private String integer(int depth) {
    return switch (random.nextInt(6)) {
      case 0 -> "size(" + next(ValueType.STRING, depth) + ")";
      case 1 -> "(-" + pick(READS.get(ValueType.INT)) + ")";
      default ->
          binary(pick(List.of("+", "-", "*", "/", "%")), ValueType.INT, ValueType.INT, depth);
    };
  }

  private String decimal(int depth) {
    return switch (random.nextInt(5)) {
      case 0 -> "double(" + next(ValueType.INT, depth) + ")";
      case 1 -> "(-" + pick(READS.get(ValueType.DOUBLE)) + ")";
      default ->
          binary(pick(List.of("+", "-", "*", "/")), ValueType.DOUBLE, ValueType.DOUBLE, depth);
    };
  }

  private String binary(String operator, ValueType left, ValueType right, int depth) {
    return "(%s %s %s)".formatted(next(left, depth), operator, next(right, depth));
  }

  private String duration() {
    return pick(DURATIONS);
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
