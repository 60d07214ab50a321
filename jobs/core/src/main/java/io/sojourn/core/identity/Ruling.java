package io.sojourn.core.identity;

import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What an operator decided about the link of two identities. Of two rulings the newer one counts.
 *
 * @param kind what was decided
 * @param time when, epoch milliseconds
 */
public record Ruling(Kind kind, long time) {
  /** Nothing was decided. */
  static final Ruling NONE = new Ruling(Kind.FREE, Long.MIN_VALUE);

  private static final Comparator<Ruling> ORDER =
      Comparator.comparingLong(Ruling::time).thenComparing(Ruling::kind);

  /** What can be decided. Of two decisions of one moment the later in this list counts. */
  public enum Kind {
    /** The link is as any other one again. */
    FREE(0),
    /** The link lives and wins over others, until that is withdrawn. */
    PINNED(1),
    /** The link is dead until the two are seen together again, later than this. */
    UNLINKED(2),
    /** The link is dead whatever is seen, until that is withdrawn. */
    BARRED(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }

    /** Its number in state and messages, never changed. */
    int code() {
      return code;
    }

    /** The kind of this number, or null if there is none. */
    static @Nullable Kind of(int code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst().orElse(null);
    }
  }

  static Ruling newer(Ruling a, Ruling b) {
    return ORDER.compare(a, b) >= 0 ? a : b;
  }

  boolean pins() {
    return kind == Kind.PINNED;
  }

  /** Whether a link that was last seen at this time is dead by it. */
  boolean cuts(long lastSeen) {
    return kind == Kind.BARRED || (kind == Kind.UNLINKED && lastSeen <= time);
  }
}
