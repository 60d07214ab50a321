package io.sojourn.app.demo;

import io.sojourn.schema.Topic;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** How far topics reach at a moment: end offsets by partition. */
final class TopicPositions {
  private final Map<Topic, Map<Integer, Long>> ends = new EnumMap<>(Topic.class);

  private TopicPositions() {}

  /** The ends that the topics have now. */
  static TopicPositions now(Properties kafka, String prefix, Topic... topics) {
    TopicPositions positions = new TopicPositions();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Topic> partitions = new HashMap<>();
      for (Topic topic : topics) {
        consumer
            .partitionsFor(topic.name(prefix))
            .forEach(
                info -> partitions.put(new TopicPartition(info.topic(), info.partition()), topic));
      }
      consumer
          .endOffsets(List.copyOf(partitions.keySet()))
          .forEach(
              (partition, end) -> {
                Topic topic = partitions.get(partition);
                if (topic != null) {
                  positions
                      .ends
                      .computeIfAbsent(topic, t -> new TreeMap<>())
                      .put(partition.partition(), end);
                }
              });
    }
    return positions;
  }

  /**
   * How far a consumer group has come, as far as it said: a Flink job says it with each checkpoint.
   */
  static TopicPositions committed(Properties kafka, String prefix, String group, Topic topic) {
    TopicPositions positions = new TopicPositions();
    Map<Integer, Long> places = new TreeMap<>();
    try (Admin admin = Admin.create(kafka)) {
      admin
          .listConsumerGroupOffsets(group)
          .partitionsToOffsetAndMetadata()
          .get()
          .forEach(
              (partition, place) -> {
                if (place != null && partition.topic().equals(topic.name(prefix))) {
                  places.put(partition.partition(), place.offset());
                }
              });
    } catch (ExecutionException e) {
      throw new KafkaException("No offsets of " + group, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new KafkaException("Interrupted", e);
    }
    positions.ends.put(topic, places);
    return positions;
  }

  /** The end of each partition, as a place to read on from. */
  Map<Integer, Long> of(Topic topic) {
    return ends.getOrDefault(topic, Map.of());
  }

  /** How many offsets lie between an earlier moment and this one. */
  long since(TopicPositions earlier, Topic topic) {
    Map<Integer, Long> before = earlier.of(topic);
    return of(topic).entrySet().stream()
        .mapToLong(end -> end.getValue() - before.getOrDefault(end.getKey(), 0L))
        .sum();
  }
}
