package io.sojourn.flink.identity;

import io.sojourn.core.identity.IdentityKey;
import java.util.HashSet;
import java.util.Set;

/**
 * Which identities a restored job says again. A lost attempt may have said another person of an
 * identity than now, which this attempt may never come to and so never correct. That is so for
 * every input until what was written before the start has been read; once for each identity is
 * enough.
 */
final class Repetition {
  /** Most identities that are remembered to have been said again, some 20 MB. */
  private static final int MOST = 200_000;

  private static final long NOT_YET = Long.MIN_VALUE;

  private final Set<IdentityKey> said = new HashSet<>();
  private long startedAt = NOT_YET;
  private boolean over;

  /**
   * Whether the identity of an input is to be said again.
   *
   * @param watermark the log's time, epoch milliseconds
   * @param now epoch milliseconds
   */
  boolean due(IdentityKey key, long watermark, long now) {
    if (over) {
      return false;
    }
    if (startedAt == NOT_YET) {
      startedAt = now;
    }
    if (watermark >= startedAt) {
      over = true;
      said.clear();
      return false;
    }
    return said.size() < MOST ? said.add(key) : !said.contains(key);
  }

  /** When the first input came, epoch milliseconds. */
  long startedAt() {
    return startedAt;
  }
}
