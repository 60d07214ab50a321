package io.sojourn.connectors.channel;

/** Spreads sends evenly in time: one slot after the other, no bursts after a pause. */
final class Pacer {
  private final long interval;
  private long free;

  /**
   * A pacer of one of several subtasks that share a rate.
   *
   * @param ratePerSecond of all subtasks together
   */
  Pacer(int ratePerSecond, int subtasks, long nowNanos) {
    this.interval = 1_000_000_000L * subtasks / ratePerSecond;
    this.free = nowNanos;
  }

  /** Gives no slot before this pause is over. */
  synchronized void hold(long nowNanos, long pauseNanos) {
    long end = nowNanos + pauseNanos;
    free = free - end > 0 ? free : end;
  }

  /** Takes the next slot and says how far ahead it lies, in nanoseconds. */
  synchronized long take(long nowNanos) {
    long slot = free - nowNanos > 0 ? free : nowNanos;
    free = slot + interval;
    return slot - nowNanos;
  }
}
