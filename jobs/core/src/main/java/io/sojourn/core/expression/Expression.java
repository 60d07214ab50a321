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
   * The largest integer that the reference is compared with, if the expression does nothing else
   * with it: knowing that {@code carts >= 3} is all that is asked, three newest entries answer it
   * for ever. Empty if it is used in any other way.
   */
  OptionalLong largestComparand(Reference reference);

  /** Whether it runs as closures; otherwise the library's planner runs it, correct but slower. */
  boolean closures();
}
