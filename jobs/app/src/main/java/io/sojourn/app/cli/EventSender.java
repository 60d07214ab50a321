package io.sojourn.app.cli;

import io.sojourn.connectors.event.InputLine;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes lines to a topic as they are. Not thread-safe. */
final class EventSender implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final String topic;
  private final @Nullable String format;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  /**
   * @param kafka settings of the client
   * @param format value of the header {@code format}, or null for none
   */
  EventSender(Properties kafka, String topic, @Nullable String format) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    // The broker bounds a batch as it is on the wire; a line has as many bytes before that.
    settings.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    settings.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(2 * EventFile.MAX_LINE));
    settings.putIfAbsent(ProducerConfig.LINGER_MS_CONFIG, "10");
    settings.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(128 * 1024));
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    this.topic = topic;
    this.format = format;
  }

  /**
   * Hands over a line; returns before it is written.
   *
   * @throws Exception what an earlier line met
   */
  void send(byte[] line) throws Exception {
    throwFailure();
    ProducerRecord<byte[], byte[]> event =
        new ProducerRecord<>(topic, InputLine.of(line).key(), line);
    if (format != null) {
      event.headers().add("format", format.getBytes(StandardCharsets.UTF_8));
    }
    var unused =
        producer.send(
            event,
            (written, e) -> {
              if (e != null) {
                failure.compareAndSet(null, e);
              }
            });
  }

  /**
   * Returns once every line is written.
   *
   * @throws Exception what a line met
   */
  void finish() throws Exception {
    producer.flush();
    throwFailure();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void throwFailure() throws Exception {
    Exception e = failure.get();
    if (e != null) {
      throw e;
    }
  }
}
