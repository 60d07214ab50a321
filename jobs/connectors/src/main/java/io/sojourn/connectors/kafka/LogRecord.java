package io.sojourn.connectors.kafka;

import org.jspecify.annotations.Nullable;

/**
 * One Kafka record, as it lies in the log.
 *
 * @param timestamp the append time or, on a topic with {@code CreateTime}, the time that the
 *     producer gave, epoch milliseconds
 * @param value null for a tombstone
 * @param format the {@code format} header, which says how {@code value} is written; null without
 *     one
 */
public record LogRecord(
    String topic,
    int partition,
    long offset,
    long timestamp,
    byte @Nullable [] key,
    byte @Nullable [] value,
    @Nullable String format) {

  /** The name of the header that {@link #format} holds. */
  public static final String FORMAT_HEADER = "format";

  /** Only where it lies: key and value can hold personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "LogRecord[" + topic + "-" + partition + "@" + offset + "]";
  }
}
