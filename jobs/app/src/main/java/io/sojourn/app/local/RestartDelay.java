package io.sojourn.app.local;

import java.time.Duration;

/**
 * How long a process that has died stays dead: not at all if it had lived for a while, else 1 s, 2
 * s, 4 s and so on up to 30 s.
 */
final class RestartDelay {
  private static final Duration LONG_LIFE = Duration.ofSeconds(20);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  private Duration next = Duration.ZERO;

  /** The delay before the restart after a life of this length. */
  Duration after(Duration life) {
    if (life.compareTo(LONG_LIFE) >= 0) {
      next = Duration.ZERO;
    }
    Duration delay = next;
    next = delay.isZero() ? FIRST : delay.multipliedBy(2);
    if (next.compareTo(LONGEST) > 0) {
      next = LONGEST;
    }
    return delay;
  }
}
