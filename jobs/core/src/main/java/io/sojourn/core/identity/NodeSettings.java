package io.sojourn.core.identity;

import java.io.Serializable;

/**
 * How often known links are reported again.
 *
 * @param refresh milliseconds after which a known link that is seen again is reported again, and
 *     within which a later sight of it is; 0 reports every sight at once
 * @param granularity milliseconds by which a sight must be later than the one before to be noted
 */
public record NodeSettings(long refresh, long granularity) implements Serializable {

  /** A quarter of an hour and a minute. */
  public static final NodeSettings DEFAULT = new NodeSettings(15 * 60_000L, 60_000L);

  public NodeSettings {
    if (refresh < 0 || granularity < 0) {
      throw new IllegalArgumentException("Refresh and granularity are not negative");
    }
  }
}
