package io.sojourn.core.expression;

import io.sojourn.core.schema.ValueType;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked expression, ready to be evaluated from any thread.
 *
 * <p>One rule for missing values, that of CEL: reading a missing value is an error; {@code &&} and
 * {@code ||} absorb it when the other side decides; {@code has(…)} tests for it; anything else
 * passes it on. An expression whose value is an error has the value missing (null), and a condition
 * that is missing is not met.
 */
public interface Expression {

  String source();

  ValueType type();

  /** Everything the expression may read, {@code has(…)} included. */
  Set<Reference> references();

  /** The value in its type's Java form, or null if it is missing. Never throws on values. */
  @Nullable Object evaluate(Bindings bindings);

  /** True only if the value is true: a missing condition is not met. */
  default boolean holds(Bindings bindings) {
    return Boolean.TRUE.equals(evaluate(bindings));
  }

  /**
   * The number of newest entries of a count that suffices to decide every comparison that the
   * expression makes with it: if the reference is the number of some entries, then counting only up
   * to this many of them gives every comparison, and so the expression, the same value.
   *
   * <p>For an int reference that is only compared with constants it is the largest need among the
   * comparisons, never negative: {@code n >= k} and {@code n < k} need k entries; {@code n > k},
   * {@code n <= k}, {@code n == k} and {@code n != k} need k + 1; {@code k <= n} counts as {@code n
   * >= k}, and so on. For a reference that is not read it is 0. Empty if the reference is used in
   * any other way, {@code has(…)} included.
   */
  OptionalLong sufficientCount(Reference reference);

  /**
   * Whether all of it runs as closures; otherwise the library's planner runs some part of it,
   * correct but slower.
   */
  boolean closures();
}
