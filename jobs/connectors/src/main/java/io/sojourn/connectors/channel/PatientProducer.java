package io.sojourn.connectors.channel;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A producer that writes each record once, and tries as long as the task lives: an outage of Kafka
 * holds the senders up and loses nothing.
 */
final class PatientProducer {
  /** How long closing waits for what is under way. */
  static final Duration CLOSE_WITHIN = Duration.ofSeconds(10);

  private PatientProducer() {}

  static KafkaProducer<byte[], byte[]> open(Properties kafka) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
    properties.setProperty(ProducerConfig.MAX_BLOCK_MS_CONFIG, String.valueOf(Integer.MAX_VALUE));
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
