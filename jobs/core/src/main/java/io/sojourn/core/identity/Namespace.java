package io.sojourn.core.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An identity namespace.
 *
 * @param name its case-sensitive name, for example {@code CRMID}
 * @param type what its identities stand for
 * @param unique whether a person has at most one identity of it (used by the linking rules, not by
 *     the plain mode)
 * @param ordinal its immutable number, 0 to 255, given when it was first applied
 * @param priority its place in {@code namespaces.yaml}, 0 is highest; the primary identity of an
 *     event is the one of highest priority
 * @param normalise what is done to a value before it is compared, in this order
 * @param format the form that its values must have, or null for any
 * @param blocked values that are no identity, as they are compared or, if they do not have the form
 *     of the namespace, as they were sent
 * @param retention for how long after it was last seen a link of its identities lives,
 *     milliseconds, or {@link #FOR_EVER}
 * @param segment which id of a Segment call it takes: {@code userId}, {@code anonymousId}, {@code
 *     email}, or null
 */
public record Namespace(
    String name,
    NamespaceType type,
    boolean unique,
    int ordinal,
    int priority,
    List<Normaliser> normalise,
    @Nullable ValueFormat format,
    BlockedValues blocked,
    long retention,
    @Nullable String segment) {

  /** The retention of a namespace whose links are never too old. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  /** Longest identity value, in characters (Adobe Experience Platform guardrail). */
  public static final int MAX_VALUE_LENGTH = 1024;

  public Namespace {
    normalise = List.copyOf(normalise);
  }

  /** Its type and its ordinal, {@code class << 8 | ordinal}: the first two bytes of its keys. */
  public int rank() {
    return type.rank() << 8 | ordinal;
  }

  /** The same namespace with other blocked values. */
  public Namespace blocking(BlockedValues values) {
    return new Namespace(
        name, type, unique, ordinal, priority, normalise, format, values, retention, segment);
  }

  /** The value as it is compared, or null if it does not have the form of the namespace. */
  public @Nullable String normalised(String value) {
    String result = value;
    for (Normaliser step : normalise) {
      String next = step.apply(result);
      if (next == null) {
        return null;
      }
      result = next;
    }
    boolean valid =
        !result.isEmpty()
            && result.length() <= MAX_VALUE_LENGTH
            && (format == null || format.fits(result));
    return valid ? result : null;
  }
}
