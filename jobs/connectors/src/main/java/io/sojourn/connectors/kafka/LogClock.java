package io.sojourn.connectors.kafka;

import java.io.Serializable;
import java.time.Duration;

/**
 * How a {@link LogTimeSource} makes event time out of a log.
 *
 * @param wall whether a partition that has been read to its end follows the wall clock
 * @param slack how far it stays behind the wall clock; covers the difference between this machine's
 *     clock and the brokers', the order of append times within a partition, and the time until a
 *     record is replicated and so can be read
 * @param tick time between two questions for the end offsets, and between two watermarks while
 *     records flow
 * @param idleAfter how long a reader without partitions holds the others back; must be longer than
 *     the assignment of partitions at a start takes
 */
public record LogClock(boolean wall, Duration slack, Duration tick, Duration idleAfter)
    implements Serializable {

  /** Refuses a negative slack and ticks or idle times that are not positive. */
  public LogClock {
    if (slack.isNegative()) {
      throw new IllegalArgumentException("slack must not be negative: " + slack);
    }
    if (tick.toMillis() < 1) {
      throw new IllegalArgumentException("tick must be at least 1 ms: " + tick);
    }
    if (idleAfter.toMillis() < 1) {
      throw new IllegalArgumentException("idleAfter must be at least 1 ms: " + idleAfter);
    }
  }

  /** For live topics with {@code LogAppendTime}: a quiet partition follows the wall clock. */
  public static LogClock append() {
    return new LogClock(
        true, Duration.ofMillis(100), Duration.ofMillis(50), Duration.ofSeconds(10));
  }

  /**
   * For tests and replay: only records move time. A partition without records stops it, because
   * nothing says how late its first record will be.
   */
  public static LogClock event() {
    return new LogClock(false, Duration.ZERO, Duration.ofMillis(50), Duration.ofSeconds(10));
  }

  /** The same clock with another bound for readers without partitions. */
  public LogClock withIdleAfter(Duration newIdleAfter) {
    return new LogClock(wall, slack, tick, newIdleAfter);
  }
}
