package io.sojourn.core.expression;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The operators that need all of their operands, by the overload ids of the CEL standard library.
 * They give null where CEL has an error: overflow, division by zero, a time out of range.
 */
final class Operators {

  /** An operator on one present value. */
  @FunctionalInterface
  interface Unary {
    @Nullable Object apply(Object a);
  }

  /** An operator on two present values. */
  @FunctionalInterface
  interface Binary {
    @Nullable Object apply(Object a, Object b);
  }

  /** What CEL calls a timestamp: years 1 to 9999. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999999999Z");

  static final Map<String, Unary> UNARY = unary();
  static final Map<String, Binary> BINARY = binary();

  private Operators() {}

  /** Whether two values of one type are equal; doubles as IEEE 754 has it. */
  static Binary equal(boolean doubles, boolean expected) {
    return doubles
        ? (a, b) -> ((double) (Double) a == (double) (Double) b) == expected
        : (a, b) -> a.equals(b) == expected;
  }

  /**
   * Whether a list's element is the value looked for. As the CEL library has it, NaN is found in a
   * list of NaN.
   */
  static Binary sameElement(boolean doubles) {
    return doubles
        ? (a, b) -> a.equals(b) || (double) (Double) a == (double) (Double) b
        : (a, b) -> a.equals(b);
  }

  private static Map<String, Unary> unary() {
    var operators = new HashMap<String, Unary>();
    operators.put("negate_int64", a -> (Long) a == Long.MIN_VALUE ? null : (Object) (-(Long) a));
    operators.put("negate_double", a -> -(Double) a);
    operators.put("int64_to_double", a -> (double) (Long) a);
    Unary size = a -> (long) ((String) a).codePointCount(0, ((String) a).length());
    operators.put("size_string", size);
    operators.put("string_size", size);
    return Map.copyOf(operators);
  }

  private static Map<String, Binary> binary() {
    var operators = new HashMap<String, Binary>();
    comparisons(operators);
    arithmetic(operators);
    times(operators);
    operators.put("add_string", (a, b) -> (String) a + (String) b);
    operators.put("contains_string", (a, b) -> ((String) a).contains((String) b));
    operators.put("starts_with_string", (a, b) -> ((String) a).startsWith((String) b));
    operators.put("ends_with_string", (a, b) -> ((String) a).endsWith((String) b));
    return Map.copyOf(operators);
  }

  private static void comparisons(Map<String, Binary> operators) {
    operators.put("less_int64", (a, b) -> (Long) a < (Long) b);
    operators.put("less_equals_int64", (a, b) -> (Long) a <= (Long) b);
    operators.put("greater_int64", (a, b) -> (Long) a > (Long) b);
    operators.put("greater_equals_int64", (a, b) -> (Long) a >= (Long) b);
    operators.put("less_double", (a, b) -> (Double) a < (Double) b);
    operators.put("less_equals_double", (a, b) -> (Double) a <= (Double) b);
    operators.put("greater_double", (a, b) -> (Double) a > (Double) b);
    operators.put("greater_equals_double", (a, b) -> (Double) a >= (Double) b);
    ordered(operators, "bool", (a, b) -> ((Boolean) a).compareTo((Boolean) b));
    ordered(operators, "string", (a, b) -> ((String) a).compareTo((String) b));
    ordered(operators, "timestamp", (a, b) -> ((Instant) a).compareTo((Instant) b));
    ordered(operators, "duration", (a, b) -> ((Duration) a).compareTo((Duration) b));
    ordered(operators, "int64_double", (a, b) -> -compare((Double) b, (Long) a));
    ordered(operators, "double_int64", (a, b) -> compare((Double) a, (Long) b));
  }

  private static void ordered(
      Map<String, Binary> operators, String types, Comparator<Object> order) {
    operators.put("less_" + types, (a, b) -> order.compare(a, b) < 0);
    operators.put("less_equals_" + types, (a, b) -> order.compare(a, b) <= 0);
    operators.put("greater_" + types, (a, b) -> order.compare(a, b) > 0);
    operators.put("greater_equals_" + types, (a, b) -> order.compare(a, b) >= 0);
  }

  /** As the CEL library has it: the int becomes a double, and NaN is above everything. */
  private static int compare(double a, long b) {
    return Double.compare(a, (double) b);
  }

  private static void arithmetic(Map<String, Binary> operators) {
    operators.put("add_int64", orNull((a, b) -> Math.addExact((Long) a, (Long) b)));
    operators.put("subtract_int64", orNull((a, b) -> Math.subtractExact((Long) a, (Long) b)));
    operators.put("multiply_int64", orNull((a, b) -> Math.multiplyExact((Long) a, (Long) b)));
    operators.put(
        "divide_int64",
        (a, b) ->
            (Long) b == 0 || ((Long) a == Long.MIN_VALUE && (Long) b == -1)
                ? null
                : (Object) ((Long) a / (Long) b));
    operators.put("modulo_int64", (a, b) -> (Long) b == 0 ? null : (Object) ((Long) a % (Long) b));
    operators.put("add_double", (a, b) -> (Double) a + (Double) b);
    operators.put("subtract_double", (a, b) -> (Double) a - (Double) b);
    operators.put("multiply_double", (a, b) -> (Double) a * (Double) b);
    operators.put("divide_double", (a, b) -> (Double) a / (Double) b);
  }

  /** A time lies in the years 1 to 9999; the length between two times is a long of nanoseconds. */
  private static void times(Map<String, Binary> operators) {
    operators.put(
        "subtract_timestamp_timestamp",
        orNull((a, b) -> Duration.ofNanos(Duration.between((Instant) b, (Instant) a).toNanos())));
    operators.put(
        "subtract_timestamp_duration",
        orNull((a, b) -> inRange(((Instant) a).minus((Duration) b))));
    operators.put(
        "add_timestamp_duration", orNull((a, b) -> inRange(((Instant) a).plus((Duration) b))));
    operators.put(
        "add_duration_timestamp", orNull((a, b) -> inRange(((Instant) b).plus((Duration) a))));
  }

  private static @Nullable Instant inRange(Instant time) {
    return time.isBefore(FIRST) || time.isAfter(LAST) ? null : time;
  }

  private static Binary orNull(Binary operator) {
    return (a, b) -> {
      try {
        return operator.apply(a, b);
      } catch (ArithmeticException | DateTimeException e) {
        return null;
      }
    };
  }
}
