package io.sojourn.core.definition;

import io.sojourn.core.expression.Expression;
import io.sojourn.core.schema.ValueType;
import java.util.NavigableSet;
import java.util.TreeSet;
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
 * @param decisive the numbers of entries at which a membership can change, between 1 and {@code
 *     keep}; null if it can with every entry
 */
public record Signal(
    long id,
    String eventType,
    @Nullable Expression where,
    Aggregate aggregate,
    @Nullable Expression value,
    long within,
    int keep,
    @Nullable NavigableSet<Integer> decisive) {

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

  /** The same signal, of which only these numbers of entries decide; so no more are kept. */
  public Signal decidedBy(NavigableSet<Integer> counts) {
    int most = counts.isEmpty() ? 1 : counts.last();
    return new Signal(id, eventType, where, aggregate, value, within, most, counts);
  }

  /** The same signal for two audiences that ask different things of it. */
  Signal and(Signal other) {
    if (decisive == null || other.decisive == null) {
      return decisive == null ? this : other;
    }
    NavigableSet<Integer> all = new TreeSet<>(decisive);
    all.addAll(other.decisive);
    return decidedBy(all);
  }
}
