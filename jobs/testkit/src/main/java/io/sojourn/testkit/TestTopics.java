package io.sojourn.testkit;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes records to topics and reads topics to their end. Not thread-safe for reading. */
public final class TestTopics implements AutoCloseable {
  private static final Duration READ_LIMIT = Duration.ofSeconds(20);

  private final Properties client;
  private final KafkaProducer<byte[], byte[]> producer;

  /**
   * @param client properties of the Kafka clients, at least the bootstrap servers
   */
  public TestTopics(Properties client) {
    this.client = client;
    this.producer =
        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
  }

  public static TestTopics of(EmbeddedBroker broker) {
    return new TestTopics(broker.clientProperties());
  }

  /** What to write. */
  public record Message(
      String topic,
      @Nullable Integer partition,
      @Nullable Long timestamp,
      byte @Nullable [] key,
      byte @Nullable [] value,
      Map<String, String> headers) {

    /** A record with a UTF-8 value; Kafka chooses partition and time. */
    public static Message of(String topic, String value) {
      return new Message(topic, null, null, null, bytes(value), Map.of());
    }

    /** With a UTF-8 key, which decides the partition unless one is given. */
    public Message withKey(String newKey) {
      return new Message(topic, partition, timestamp, bytes(newKey), value, headers);
    }

    public Message withPartition(int newPartition) {
      return new Message(topic, newPartition, timestamp, key, value, headers);
    }

    /** With a creation time, epoch milliseconds; a topic with LogAppendTime overwrites it. */
    public Message withTimestamp(long newTimestamp) {
      return new Message(topic, partition, newTimestamp, key, value, headers);
    }

    /** With one header more, its value in UTF-8. */
    public Message withHeader(String name, String headerValue) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.put(name, headerValue);
      return new Message(topic, partition, timestamp, key, value, all);
    }

    /** With a null value: a tombstone. */
    public Message asTombstone() {
      return new Message(topic, partition, timestamp, key, null, headers);
    }
  }

  /** Writes a record with a UTF-8 value and waits until the broker has it. */
  public RecordMetadata send(String topic, String value) {
    return send(Message.of(topic, value));
  }

  /** Writes a record and waits until the broker has it. */
  public RecordMetadata send(Message message) {
    return sendAll(List.of(message)).get(0);
  }

  /** Writes records in their order and waits until the broker has them all. */
  public List<RecordMetadata> sendAll(List<Message> messages) {
    var pending = messages.stream().map(message -> producer.send(toRecord(message))).toList();
    List<RecordMetadata> written = new ArrayList<>();
    try {
      for (var one : pending) {
        written.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot write", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while writing", e);
    }
    return written;
  }

  /** All records of a topic, partition by partition, those of open and aborted transactions too. */
  public List<ConsumerRecord<byte[], byte[]>> read(String topic) {
    return read(topic, "read_uncommitted");
  }

  /** As {@link #read}, but only what is committed. */
  public List<ConsumerRecord<byte[], byte[]>> readCommitted(String topic) {
    return read(topic, "read_committed");
  }

  /** The values of a topic as UTF-8, partition by partition; a tombstone reads {@code "null"}. */
  public List<String> readValues(String topic) {
    return read(topic).stream().map(TestTopics::valueOf).toList();
  }

  /** The value of a record as UTF-8; {@code "null"} for a tombstone. */
  public static String valueOf(ConsumerRecord<byte[], byte[]> kafkaRecord) {
    byte[] value = kafkaRecord.value();
    return value == null ? "null" : new String(value, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }

  private List<ConsumerRecord<byte[], byte[]>> read(String topic, String isolation) {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation);
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      for (var info : consumer.partitionsFor(topic)) {
        all.addAll(readPartition(consumer, new TopicPartition(topic, info.partition())));
      }
    }
    return all;
  }

  private static List<ConsumerRecord<byte[], byte[]>> readPartition(
      KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition) {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    consumer.seekToBeginning(one);
    long end = consumer.endOffsets(one).getOrDefault(partition, 0L);
    long limit = System.nanoTime() + READ_LIMIT.toNanos();
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    while (consumer.position(partition) < end) {
      if (System.nanoTime() - limit > 0) {
        throw new IllegalStateException("Cannot read " + partition + " to its end " + end);
      }
      records.addAll(consumer.poll(Duration.ofMillis(100)).records(partition));
    }
    return records;
  }

  private static ProducerRecord<byte[], byte[]> toRecord(Message message) {
    ProducerRecord<byte[], byte[]> kafkaRecord =
        new ProducerRecord<>(
            message.topic(),
            message.partition(),
            message.timestamp(),
            message.key(),
            message.value());
    message.headers().forEach((name, value) -> kafkaRecord.headers().add(name, bytes(value)));
    return kafkaRecord;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
