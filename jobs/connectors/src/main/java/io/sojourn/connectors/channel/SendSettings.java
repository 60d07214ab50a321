package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Backoff;
import java.io.Serializable;
import java.time.Duration;

/**
 * How one subtask sends.
 *
 * @param threads how many messages are with the provider at the same time, at least 1
 * @param capacity how many messages are not settled before the input waits, at least {@code
 *     threads}
 * @param backoff how often and how far apart a message is tried
 * @param closeWithin how long a stopping subtask waits for the provider's answers; keep it below
 *     Flink's {@code task.cancellation.timeout}
 */
public record SendSettings(int threads, int capacity, Backoff backoff, Duration closeWithin)
    implements Serializable {
  public static final SendSettings STANDARD =
      new SendSettings(8, 512, Backoff.STANDARD, Duration.ofSeconds(20));

  public SendSettings {
    if (threads < 1 || capacity < threads) {
      throw new IllegalArgumentException("A sender has threads, and room for a message each");
    }
  }
}
