package io.sojourn.connectors.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Tells offsets that hold no record from records that were not read yet. Transaction markers,
 * aborted transactions, compaction and retention leave such gaps, and a reader that stands before
 * one at the end of a partition would otherwise never be seen to have reached the end.
 */
final class GapProbe implements AutoCloseable {
  private static final Duration POLL_LIMIT = Duration.ofMillis(100);

  private final Properties kafka;
  private final Map<TopicPartition, Gap> known = new HashMap<>();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param kafka settings of the reader's consumer: what is a gap depends on its isolation level
   */
  GapProbe(Properties kafka) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.kafka.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    this.kafka.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    this.kafka.setProperty(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1");
    this.kafka.setProperty(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1024");
    this.kafka.setProperty(
        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, Long.toString(POLL_LIMIT.toMillis() / 2));
  }

  /** No record from {@code position} on, and below {@code end}, will ever be read. */
  private record Gap(long position, long end) {}

  /**
   * Whether a reader at {@code position} has nothing to read below {@code end}.
   *
   * @param position an offset or a marker of {@link KafkaPartitionSplit}
   * @param end an end offset of the partition
   */
  boolean isEmpty(TopicPartition partition, long position, long end) {
    Gap gap = known.get(partition);
    long from = gap != null && gap.position() == position ? gap.end() : position;
    if (from < end && !readsNothing(partition, from, end)) {
      return false;
    }
    known.put(partition, new Gap(position, Math.max(from, end)));
    return true;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }

  private boolean readsNothing(TopicPartition partition, long from, long end) {
    if (consumer == null) {
      consumer =
          new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
    consumer.assign(List.of(partition));
    if (from == KafkaPartitionSplit.EARLIEST_OFFSET) {
      consumer.seekToBeginning(List.of(partition));
    } else if (from >= 0) {
      consumer.seek(partition, from);
    }
    for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL_LIMIT)) {
      if (read.offset() < end) {
        return false;
      }
    }
    return consumer.position(partition, POLL_LIMIT) >= end;
  }
}
