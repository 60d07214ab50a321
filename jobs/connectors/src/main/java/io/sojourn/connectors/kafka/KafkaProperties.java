package io.sojourn.connectors.kafka;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings named {@code kafka.*}, handed to all Kafka clients: addresses, SASL, TLS. */
public final class KafkaProperties {
  /** What the name of a setting for Kafka's clients starts with. */
  public static final String PREFIX = "kafka.";

  /** The correctness of the jobs depends on these. */
  private static final Set<String> OURS =
      Set.of(
          CommonClientConfigs.CLIENT_ID_CONFIG,
          CommonClientConfigs.GROUP_ID_CONFIG,
          ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
          ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
          ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
          ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG);

  private KafkaProperties() {}

  /**
   * Takes the settings that start with {@link #PREFIX}, without it, and ignores the others.
   *
   * @return settings for a Kafka client; they can hold secrets
   * @throws IllegalArgumentException if {@code kafka.bootstrap.servers} is missing, or if a setting
   *     is named that the jobs must choose themselves
   */
  public static Properties from(Map<String, String> settings) {
    Properties kafka = new Properties();
    settings.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX)) {
            kafka.setProperty(name.substring(PREFIX.length()), value);
          }
        });
    Set<String> refused = new TreeSet<>(kafka.stringPropertyNames());
    refused.retainAll(OURS);
    if (!refused.isEmpty()) {
      throw new IllegalArgumentException("Not to be set for Kafka: " + String.join(", ", refused));
    }
    String servers = kafka.getProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "");
    if (servers.isBlank()) {
      throw new IllegalArgumentException(
          PREFIX + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG + " is missing");
    }
    return kafka;
  }
}
