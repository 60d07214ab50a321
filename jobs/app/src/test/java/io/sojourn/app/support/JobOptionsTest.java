package io.sojourn.app.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class JobOptionsTest {
  @Test
  void looksForBrokersWhereTheEnvironmentSays() {
    assertThat(JobOptions.defaultBootstrap(Map.of())).isEqualTo("127.0.0.1:9092");
    assertThat(JobOptions.defaultBootstrap(Map.of("SOJOURN_KAFKA_PORT", "22092")))
        .isEqualTo("127.0.0.1:22092");
    assertThat(
            JobOptions.defaultBootstrap(
                Map.of("SOJOURN_KAFKA_PORT", "22092", "SOJOURN_BOOTSTRAP", "kafka:9093")))
        .isEqualTo("kafka:9093");
  }

  @Test
  void prefersWhatTheCommandLineSays() {
    assertThat(JobOptions.parse("--bootstrap", "a:1,b:2").bootstrap()).isEqualTo("a:1,b:2");
    assertThat(JobOptions.parse("--kafka", "a.b=c", "--bootstrap", "a:1").kafka())
        .containsOnly(Map.entry("a.b", "c"), Map.entry("bootstrap.servers", "a:1"));
  }

  @Test
  void explainsTheFormOfAReference() {
    assertThat(
            new CommandLine(CommandSpec.forAnnotatedObject(new JobOptions()))
                .getUsageMessage()
                .replaceAll("\\s+", " "))
        .contains("${env:NAME} or ${file:/path}");
  }
}
