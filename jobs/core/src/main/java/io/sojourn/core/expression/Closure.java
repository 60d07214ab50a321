package io.sojourn.core.expression;

import org.jspecify.annotations.Nullable;

/** A part of an expression, ready to run. An error and a missing value are the same: null. */
@FunctionalInterface
interface Closure {
  @Nullable Object eval(Bindings bindings);
}
