package io.sojourn.core.expression;

import org.jspecify.annotations.Nullable;

/** Gives an expression the values of its references. */
@FunctionalInterface
public interface Bindings {

  /**
   * The value, in the declared type's Java form (Boolean, Long, Double, String, Instant), or null
   * if missing.
   */
  @Nullable Object value(Reference reference);
}
