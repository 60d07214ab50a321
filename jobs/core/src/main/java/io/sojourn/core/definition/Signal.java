package io.sojourn.core.definition;

import io.sojourn.core.expression.Expression;
import io.sojourn.core.schema.ValueType;
import org.jspecify.annotations.Nullable;

/**
 * A windowed aggregate over a person's events. Equal signals of several audiences are one signal,
 * kept once per person.
 *
 * @param id hash of its definition, so that state survives a renaming and is dropped with the
 *     definition
 * @param eventType the events it looks at
 * @param where which of them count, or null for all
 * @param aggregate what it computes
 * @param value what it aggregates; null for count and exists
 * @param within length of the window, milliseconds
 * @param keep how many of the newest entries are kept per fragment
 */
public record Signal(
    long id,
    String eventType,
    @Nullable Expression where,
    Aggregate aggregate,
    @Nullable Expression value,
    long within,
    int keep) {

  /** How many entries a signal keeps when its expressions do not say that fewer are enough. */
  public static final int MAX_ENTRIES = 1_000;

  /** What a signal computes; the lower-case name is its key in a definition. */
  public enum Aggregate {
    COUNT,
    SUM,
    MIN,
    MAX,
    EXISTS
  }

  /** The type of its value in expressions. */
  public ValueType type() {
    return switch (aggregate) {
      case COUNT -> ValueType.INT;
      case EXISTS -> ValueType.BOOL;
      case SUM, MIN, MAX -> value == null ? ValueType.DOUBLE : value.type();
    };
  }

  /** The same signal with another bound. */
  public Signal keeping(int entries) {
    return new Signal(id, eventType, where, aggregate, value, within, entries);
  }
}
