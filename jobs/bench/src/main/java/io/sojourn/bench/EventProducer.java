package io.sojourn.bench;

import io.sojourn.app.demo.TrafficRecord;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes traffic to topics, and remembers the first failure. */
final class EventProducer implements AutoCloseable {
  private static final long PAUSE_NANOS = 200_000;

  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

  EventProducer(Properties kafka, int lingerMillis, int batchBytes) {
    Properties settings = new Properties();
    settings.putAll(kafka);
    settings.setProperty("linger.ms", String.valueOf(lingerMillis));
    settings.setProperty("batch.size", String.valueOf(batchBytes));
    producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /**
   * @param at time for the record, or null for the producer's
   */
  void send(String topic, @Nullable Long at, TrafficRecord record) {
    byte[] key = record.key().getBytes(StandardCharsets.UTF_8);
    byte[] value = record.json().getBytes(StandardCharsets.UTF_8);
    Future<?> unused =
        producer.send(
            new ProducerRecord<>(topic, null, at, key, value),
            (sent, error) -> failure.compareAndSet(null, error));
  }

  /** Waits until the record's time has come. */
  void sendWhenDue(String topic, TrafficRecord record) {
    while (System.currentTimeMillis() < record.at()) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    send(topic, null, record);
  }

  /** Waits until all is written. */
  void finish() throws BenchFailure {
    producer.flush();
    Exception refused = failure.get();
    if (refused != null) {
      throw new BenchFailure("Events could not be written: " + refused.getMessage());
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
