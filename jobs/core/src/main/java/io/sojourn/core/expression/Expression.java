package io.sojourn.core.expression;

import io.sojourn.core.schema.ValueType;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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
   * The counts that decide a comparison which the expression makes with the reference: if the
   * reference is the number of some entries, then the expression's value can change only where the
   * number reaches one of these from below, or leaves it downwards. So entries beyond the largest
   * need not be counted.
   *
   * <p>For an int reference that is only compared with constants: {@code n >= k} and {@code n < k}
   * give k; {@code n > k} and {@code n <= k} give k + 1; {@code n == k} and {@code n != k} give
   * both; {@code k <= n} counts as {@code n >= k}, and so on; all of them above 0. For a reference
   * that is not read there are none. Empty if the reference is used in any other way, {@code
   * has(…)} included: then every count may decide.
   */
  Optional<SortedSet<Long>> decisiveCounts(Reference reference);

  /**
   * Whether all of it runs as closures; otherwise the library's planner runs some part of it,
   * correct but slower.
   */
  boolean closures();
}
