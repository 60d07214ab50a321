package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigFilesTest {
  @Test
  void fillsPlaceholdersLiterally() {
    assertThat(ConfigFiles.fill("a=${A_PORT} b=${A_PORT}", Map.of("A_PORT", "$1\\")))
        .isEqualTo("a=$1\\ b=$1\\");
  }

  @Test
  void leavesThePlaceholdersOfOthers() {
    assertThat(ConfigFiles.fill("${sys:log.file}", Map.of())).isEqualTo("${sys:log.file}");
  }

  @Test
  void refusesAPlaceholderWithoutValue() {
    assertThatThrownBy(() -> ConfigFiles.fill("${NO_PORT}", Map.of()))
        .hasMessageContaining("${NO_PORT}");
  }

  @Test
  void writesTheProjectsTemplates(@TempDir Path home) throws IOException {
    Layout layout =
        Layout.of(
            Layout.projectRoot(),
            Map.of("SOJOURN_HOME", home.toString(), "SOJOURN_KAFKA_PORT", "21092"));

    ConfigFiles.write(layout);

    assertThat(Files.readString(layout.conf().resolve("server.properties")))
        .contains("listeners=PLAINTEXT://127.0.0.1:21092,CONTROLLER://127.0.0.1:9093")
        .contains("log.dirs=" + home.resolve("broker"));
    assertThat(Files.readString(layout.conf().resolve("config.yaml")))
        .contains("execution.checkpointing.dir: 'file://" + home.resolve("checkpoints") + "'")
        .contains("rest.port: 8081");
  }
}
