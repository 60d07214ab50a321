package io.sojourn.connectors.kafka;

import java.util.Map;

/**
 * What a topic must be like.
 *
 * @param partitions exactly so many, at least 1
 * @param config topic settings that must have these values; the others may have any
 */
public record TopicSpec(String name, int partitions, Map<String, String> config) {
  /** Copies the settings and refuses fewer than one partition. */
  public TopicSpec {
    if (partitions < 1) {
      throw new IllegalArgumentException(name + " needs at least 1 partition, not " + partitions);
    }
    config = Map.copyOf(config);
  }
}
