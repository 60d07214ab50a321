package io.sojourn.flink.convert;

import io.sojourn.schema.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A record as a topic takes it.
 *
 * @param topic where it goes
 * @param key its key, or null to spread records evenly
 * @param value its value in single-object encoding, or null to delete what the key stands for
 * @param timestamp its time, epoch milliseconds
 */
public record OutputRecord(
    Topic topic, byte @Nullable [] key, byte @Nullable [] value, long timestamp) {

  /** Values carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "OutputRecord[" + topic + "]";
  }
}
