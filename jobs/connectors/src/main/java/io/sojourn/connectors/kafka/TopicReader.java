package io.sojourn.connectors.kafka;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic to the end that it has when reading starts. */
public final class TopicReader {
  private static final Duration POLL_LIMIT = Duration.ofMillis(200);

  private final Properties kafka;
  private final Duration patience;

  /**
   * @param kafka client settings, at least the bootstrap servers
   * @param patience how long to wait without progress
   */
  public TopicReader(Properties kafka, Duration patience) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.kafka.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    this.kafka.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.patience = patience;
  }

  /** Reads from the first record on; see {@link #read(String, Map, Consumer)}. */
  public Map<TopicPartition, Long> read(String topic, Consumer<LogRecord> each) {
    return read(topic, Map.of(), each);
  }

  /**
   * Reads all records below the end offsets that the topic has now; the order is the log's within a
   * partition and any between partitions.
   *
   * @param from first offset to read by partition number; without one, the first record there is
   * @param each called on this thread
   * @return the end offsets, which are where a later reading can go on
   * @throws TopicException if the topic does not exist, or without progress
   */
  public Map<TopicPartition, Long> read(
      String topic, Map<Integer, Long> from, Consumer<LogRecord> each) {
    return read(
        topic,
        (consumer, partitions) -> {
          consumer.seekToBeginning(partitions);
          from.forEach(
              (partition, offset) -> consumer.seek(new TopicPartition(topic, partition), offset));
        },
        each);
  }

  /**
   * Reads from the first record of each partition with this timestamp or a later one; see {@link
   * #read(String, Map, Consumer)}.
   *
   * @param since epoch milliseconds
   */
  public void readSince(String topic, long since, Consumer<LogRecord> each) {
    read(
        topic,
        (consumer, partitions) -> {
          consumer.seekToEnd(partitions);
          Map<TopicPartition, Long> times =
              partitions.stream().collect(Collectors.toMap(partition -> partition, p -> since));
          consumer
              .offsetsForTimes(times, patience)
              .forEach(
                  (partition, first) -> {
                    if (first != null) {
                      consumer.seek(partition, first.offset());
                    }
                  });
        },
        each);
  }

  private Map<TopicPartition, Long> read(String topic, Start start, Consumer<LogRecord> each) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      consumer.assign(partitions);
      start.seek(consumer, partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
      readTo(ends, consumer, each);
      return ends;
    } catch (KafkaException e) {
      throw new TopicException("Cannot read topic " + topic + ": " + e.getMessage(), e);
    }
  }

  /** Where reading begins. */
  @FunctionalInterface
  private interface Start {
    void seek(KafkaConsumer<?, ?> consumer, List<TopicPartition> partitions);
  }

  private List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, patience).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new TopicException("Topic " + topic + " does not exist", null);
    }
    return partitions;
  }

  private void readTo(
      Map<TopicPartition, Long> ends,
      KafkaConsumer<byte[], byte[]> consumer,
      Consumer<LogRecord> each) {
    Set<TopicPartition> open = new HashSet<>(ends.keySet());
    long lastProgress = System.nanoTime();
    while (!removeFinished(open, ends, consumer)) {
      var polled = consumer.poll(POLL_LIMIT);
      for (ConsumerRecord<byte[], byte[]> read : polled) {
        if (read.offset() < end(ends, new TopicPartition(read.topic(), read.partition()))) {
          each.accept(LogRecords.of(read));
        }
      }
      if (!polled.isEmpty()) {
        lastProgress = System.nanoTime();
      } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
        throw new TopicException("No progress within " + patience + " on " + open, null);
      }
    }
  }

  /** Stops the partitions that were read to their end; true when there is none left. */
  private boolean removeFinished(
      Set<TopicPartition> open, Map<TopicPartition, Long> ends, KafkaConsumer<?, ?> consumer) {
    open.removeIf(
        partition -> {
          boolean finished = consumer.position(partition, patience) >= end(ends, partition);
          if (finished) {
            consumer.pause(List.of(partition));
          }
          return finished;
        });
    return open.isEmpty();
  }

  private static long end(Map<TopicPartition, Long> ends, TopicPartition partition) {
    return ends.getOrDefault(partition, 0L);
  }
}
