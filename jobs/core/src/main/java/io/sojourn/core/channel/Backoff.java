package io.sojourn.core.channel;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often, and how far apart, a message is tried: the pause doubles after each attempt.
 *
 * @param attempts most attempts, at least 1
 * @param first the pause after the first attempt, longer than zero
 * @param longest what no pause exceeds
 */
public record Backoff(int attempts, Duration first, Duration longest) implements Serializable {

  /** Twelve attempts over about 18 minutes. */
  public static final Backoff STANDARD =
      new Backoff(12, Duration.ofSeconds(1), Duration.ofMinutes(5));

  public Backoff {
    if (attempts < 1 || first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
      throw new IllegalArgumentException("A back-off has attempts and pauses that grow");
    }
  }

  /**
   * The pause before the next attempt.
   *
   * @param attempt the attempts made so far, at least 1
   */
  public Duration pauseAfter(int attempt) {
    long doublings = Math.min(attempt - 1, 30);
    Duration pause = first.multipliedBy(1L << doublings);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
