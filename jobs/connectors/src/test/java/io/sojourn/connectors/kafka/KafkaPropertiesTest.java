package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class KafkaPropertiesTest {
  @Test
  void takesWhatIsKafkas() {
    assertThat(
            KafkaProperties.from(
                Map.of(
                    "kafka.bootstrap.servers", "host:9092",
                    "kafka.security.protocol", "SASL_SSL",
                    "sojourn.prefix", "x")))
        .isEqualTo(Map.of("bootstrap.servers", "host:9092", "security.protocol", "SASL_SSL"));
  }

  @Test
  void refusesWhatTheJobsMustChoose() {
    assertThatThrownBy(
            () ->
                KafkaProperties.from(
                    Map.of(
                        "kafka.bootstrap.servers",
                        "h:1",
                        "kafka.acks",
                        "0",
                        "kafka.group.id",
                        "g")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Not to be set for Kafka: acks, group.id");
  }

  @Test
  void demandsAnAddress() {
    assertThatThrownBy(() -> KafkaProperties.from(Map.of("kafka.bootstrap.servers", " ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kafka.bootstrap.servers is missing");
  }
}
