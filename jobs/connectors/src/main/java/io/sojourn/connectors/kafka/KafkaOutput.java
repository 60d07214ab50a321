package io.sojourn.connectors.kafka;

import org.jspecify.annotations.Nullable;

/** A record on its way to Kafka, which knows the topic that it belongs to. */
public interface KafkaOutput {
  /** The full name of an existing topic. */
  String topic();

  /** Decides the partition; null for any partition. */
  byte @Nullable [] key();

  /** Null for a tombstone. */
  byte @Nullable [] value();
}
