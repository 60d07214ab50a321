package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Outcome;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** The ledger on a Kafka topic, keyed by command id. */
public final class KafkaOutcomeLedger implements OutcomeLedger {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration STALLED_AFTER = Duration.ofMinutes(1);

  private final Properties kafka;
  private final String topic;
  private final SerializableFunction<Outcome, byte[]> encode;
  private final SerializableFunction<byte[], @Nullable Outcome> decode;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Admin admin;
  private final List<TopicPartition> partitions;

  private KafkaOutcomeLedger(
      Properties kafka,
      String topic,
      List<TopicPartition> partitions,
      SerializableFunction<Outcome, byte[]> encode,
      SerializableFunction<byte[], @Nullable Outcome> decode) {
    this.kafka = kafka;
    this.partitions = partitions;
    this.topic = topic;
    this.encode = encode;
    this.decode = decode;
    this.producer = PatientProducer.open(kafka);
    this.admin = Admin.create(kafka);
  }

  /**
   * A ledger on a topic that exists.
   *
   * @param kafka client properties: {@code bootstrap.servers}, and what security needs
   * @param decode the outcome in a record's value, or null for a record that is none
   */
  public static Factory on(
      Properties kafka,
      String topic,
      SerializableFunction<Outcome, byte[]> encode,
      SerializableFunction<byte[], @Nullable Outcome> decode) {
    return () -> new KafkaOutcomeLedger(kafka, topic, partitions(kafka, topic), encode, decode);
  }

  @Override
  public CompletableFuture<Entry> append(Outcome outcome) {
    byte[] key = outcome.commandId().getBytes(StandardCharsets.UTF_8);
    CompletableFuture<Entry> appended = new CompletableFuture<>();
    var unused =
        producer.send(
            new ProducerRecord<>(topic, null, outcome.at(), key, encode.apply(outcome)),
            (metadata, failure) -> {
              if (failure == null) {
                appended.complete(new Entry(metadata.partition(), metadata.offset()));
              } else {
                appended.completeExceptionally(failure);
              }
            });
    return appended;
  }

  @Override
  public CompletableFuture<LedgerPosition> end() {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    return admin
        .listOffsets(latest)
        .all()
        .toCompletionStage()
        .thenApply(KafkaOutcomeLedger::position)
        .toCompletableFuture();
  }

  @Override
  public void scan(LedgerPosition from, Consumer<Outcome> reader) throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            consumerProperties(kafka), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      Map<TopicPartition, Long> rest = new HashMap<>(consumer.endOffsets(partitions));
      consumer.assign(partitions);
      for (TopicPartition partition : partitions) {
        consumer.seek(partition, from.next().getOrDefault(partition.partition(), 0L));
      }
      read(consumer, rest, reader);
    } catch (KafkaException e) {
      throw new IOException("The ledger " + topic + " cannot be read", e);
    }
  }

  @Override
  public void close() {
    producer.close(PatientProducer.CLOSE_WITHIN);
    admin.close(PatientProducer.CLOSE_WITHIN);
  }

  private static List<TopicPartition> partitions(Properties kafka, String topic)
      throws IOException {
    try (Admin admin = Admin.create(kafka)) {
      Collection<TopicDescription> topics =
          admin.describeTopics(List.of(topic)).allTopicNames().get().values();
      return topics.stream()
          .flatMap(description -> description.partitions().stream())
          .map(partition -> new TopicPartition(topic, partition.partition()))
          .toList();
    } catch (ExecutionException e) {
      throw new IOException("The ledger " + topic + " cannot be reached", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Stopped before the ledger " + topic + " was reached");
    }
  }

  private void read(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> rest,
      Consumer<Outcome> reader)
      throws IOException {
    long progress = System.nanoTime();
    rest.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
    while (!rest.isEmpty()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        progress = System.nanoTime();
        Outcome outcome = record.value() == null ? null : decode.apply(record.value());
        if (outcome != null) {
          reader.accept(outcome);
        }
      }
      rest.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      if (System.nanoTime() - progress > STALLED_AFTER.toNanos()) {
        throw new IOException("The ledger " + topic + " gave nothing for " + STALLED_AFTER);
      }
    }
  }

  private static LedgerPosition position(Map<TopicPartition, ListOffsetsResultInfo> offsets) {
    return new LedgerPosition(
        offsets.entrySet().stream()
            .collect(Collectors.toMap(e -> e.getKey().partition(), e -> e.getValue().offset())));
  }

  private static Properties consumerProperties(Properties kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    properties.setProperty(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    return properties;
  }
}
