package io.sojourn.core.expression;

import java.util.Set;

/**
 * The operators that do not need all of their operands.
 *
 * <p>{@code &&} and {@code ||} follow CEL: an error on one side does not matter if the other side
 * decides, whichever comes first.
 */
final class Logic {
  private Logic() {}

  static Closure and(Closure left, Closure right) {
    return bindings -> {
      Object a = left.eval(bindings);
      if (Boolean.FALSE.equals(a)) {
        return a;
      }
      Object b = right.eval(bindings);
      return a != null || Boolean.FALSE.equals(b) ? b : null;
    };
  }

  static Closure or(Closure left, Closure right) {
    return bindings -> {
      Object a = left.eval(bindings);
      if (Boolean.TRUE.equals(a)) {
        return a;
      }
      Object b = right.eval(bindings);
      return a != null || Boolean.TRUE.equals(b) ? b : null;
    };
  }

  static Closure not(Closure operand) {
    return bindings -> {
      Object value = operand.eval(bindings);
      return value == null ? null : (Object) !((Boolean) value);
    };
  }

  static Closure choose(Closure condition, Closure yes, Closure no) {
    return bindings -> {
      Object value = condition.eval(bindings);
      if (value == null) {
        return null;
      }
      return ((Boolean) value ? yes : no).eval(bindings);
    };
  }

  static Closure inConstants(Closure item, Set<Object> constants) {
    return bindings -> {
      Object value = item.eval(bindings);
      return value == null ? null : (Object) constants.contains(value);
    };
  }

  /** A missing element makes the whole list an error, even if another element is equal. */
  static Closure inList(Closure item, Closure[] elements, Operators.Binary equal) {
    return bindings -> {
      Object value = item.eval(bindings);
      if (value == null) {
        return null;
      }
      boolean found = false;
      for (Closure element : elements) {
        Object candidate = element.eval(bindings);
        if (candidate == null) {
          return null;
        }
        found |= Boolean.TRUE.equals(equal.apply(value, candidate));
      }
      return found;
    };
  }
}
