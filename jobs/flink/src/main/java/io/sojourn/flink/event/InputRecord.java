package io.sojourn.flink.event;

import io.sojourn.core.error.Problem;
import io.sojourn.core.output.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A record as it lies in an input topic.
 *
 * @param timestamp its log time, epoch milliseconds
 * @param format its {@code format} header, or null
 */
public record InputRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    @Nullable String format,
    byte[] payload) {

  /** That it was refused, with its place and all of it. */
  public Rejection rejection(Problem problem) {
    return Rejection.of(timestamp, problem, topic + "-" + partition, offset, payload);
  }

  /** Inputs carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "InputRecord[" + topic + "-" + partition + "/" + offset + "]";
  }
}
