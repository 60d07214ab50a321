package io.sojourn.connectors.channel;

import java.time.Duration;

/**
 * Leaves a provider alone that takes nothing (M. Nygard, Release It!, 2nd ed. 2018, chapter 5). It
 * opens after {@link #FAILURES} failures in a row, lets one message try after a pause, and closes
 * when the provider answers; the pause doubles with each failed try. Thread-safe.
 */
final class CircuitBreaker {
  static final int FAILURES = 5;

  private static final long FIRST_PAUSE = Duration.ofSeconds(1).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(30).toNanos();

  /** How soon others look again while one tries. */
  private static final long WHILE_TRYING = Duration.ofMillis(100).toNanos();

  private int failures;
  private long pause = FIRST_PAUSE;
  private boolean open;
  private long openUntil;
  private boolean trying;

  /**
   * How long a message has to wait from now, in nanoseconds; 0 if it may try, and then its result
   * has to be told.
   */
  synchronized long delay(long now) {
    if (!open) {
      return 0;
    }
    if (openUntil - now > 0) {
      return openUntil - now;
    }
    if (trying) {
      return WHILE_TRYING;
    }
    trying = true;
    return 0;
  }

  /** The provider answered, whatever it said. */
  synchronized void answered() {
    failures = 0;
    pause = FIRST_PAUSE;
    open = false;
    trying = false;
  }

  /** Returns whether it is the provider's fault, for it has failed all of late. */
  synchronized boolean failed(long now) {
    failures++;
    // those that were on their way when it opened say nothing new
    if (open ? openUntil - now <= 0 : failures >= FAILURES) {
      open = true;
      openUntil = now + pause;
      pause = Math.min(2 * pause, LONGEST_PAUSE);
      trying = false;
    }
    return open;
  }

  synchronized boolean isOpen() {
    return open;
  }
}
