package io.sojourn.app.support;

import io.sojourn.flink.convert.OutputRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a few records to their topics. */
public final class RecordPublisher {
  private final JobOptions options;

  public RecordPublisher(JobOptions options) {
    this.options = options;
  }

  /**
   * Returns once Kafka has all of them.
   *
   * @throws IllegalStateException if Kafka refuses one
   */
  public void publish(List<OutputRecord> records) {
    Properties kafka = options.kafka();
    kafka.setProperty("acks", "all");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (OutputRecord record : records) {
        sent.add(
            producer.send(
                new ProducerRecord<>(
                    record.topic().name(options.prefix()),
                    null,
                    record.timestamp(),
                    record.key(),
                    record.value())));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("Kafka refused a record", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while records were written", e);
    }
  }
}
