package io.sojourn.core.identity;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import java.util.HashMap;
import java.util.Map;

/**
 * Holds the events of each identity to a rate, so that a script gone wild on one cookie keeps
 * nobody else from being served. A bucket for each identity leaks at the rate (the leaky bucket as
 * a meter, ITU-T I.371, Annex A); an event that does not fit in is over the rate. Time runs by the
 * log and may differ between partitions: it never runs backwards for a bucket.
 *
 * <p>It keeps those identities only whose bucket is not empty, and nothing of them is stored: after
 * a restart all buckets are empty. Not thread-safe.
 */
public final class EventRate {
  /** Events per second that an identity may have for ever. */
  public static final int PER_SECOND = 200;

  /** Events that it may have at once: what the rate allows in a minute. */
  public static final int BURST = 60 * PER_SECOND;

  /** What is wrong with an event over the rate. */
  public static final Problem PROBLEM =
      new Problem(ProblemCode.IDENTITY_TOO_BUSY, "", "an event over the rate of its identity");

  private static final long SWEEP_MILLIS = 1000;

  private final double leak;
  private final int burst;
  private final Map<IdentityKey, Bucket> buckets = new HashMap<>();
  private long sweepAt = Long.MIN_VALUE;

  private static final class Bucket {
    private double level;
    private long time;

    private void leakTo(long now, double leak) {
      if (now > time) {
        level = Math.max(0, level - (now - time) * leak);
        time = now;
      }
    }
  }

  /** {@link #PER_SECOND} and {@link #BURST}. */
  public EventRate() {
    this(PER_SECOND, BURST);
  }

  /**
   * @param perSecond more than 0
   * @param burst at least 1
   */
  EventRate(int perSecond, int burst) {
    this.leak = perSecond / 1000.0;
    this.burst = burst;
  }

  /**
   * Counts an event, unless it is over the rate.
   *
   * @param now the log's time, epoch milliseconds
   */
  public boolean admits(IdentityKey primary, long now) {
    if (now >= sweepAt) {
      sweepAt = now + SWEEP_MILLIS;
      buckets.values().removeIf(bucket -> isEmpty(bucket, now));
    }
    Bucket bucket = buckets.computeIfAbsent(primary, key -> new Bucket());
    bucket.leakTo(now, leak);
    if (bucket.level + 1 > burst) {
      return false;
    }
    bucket.level++;
    return true;
  }

  private boolean isEmpty(Bucket bucket, long now) {
    bucket.leakTo(now, leak);
    return bucket.level == 0;
  }

  /** How many identities are kept. */
  int size() {
    return buckets.size();
  }
}
