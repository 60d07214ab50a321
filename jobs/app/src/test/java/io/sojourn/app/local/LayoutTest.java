package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.app.cli.CommandFailure;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LayoutTest {
  private static final Path ROOT = Path.of("/project");

  @Test
  void usualPortsAndFolderWithoutVariables() {
    Layout layout = Layout.of(ROOT, Map.of());

    assertThat(layout.home()).isEqualTo(Path.of("/project/.sojourn/local"));
    assertThat(layout.address(Port.KAFKA)).isEqualTo("127.0.0.1:9092");
    assertThat(layout.port(Port.WEB)).isEqualTo(8081);
    assertThat(layout.port(Port.SMTP)).isEqualTo(1025);
  }

  @Test
  void variablesChangePortsAndFolder() {
    Layout layout =
        Layout.of(ROOT, Map.of("SOJOURN_KAFKA_PORT", "21092", "SOJOURN_HOME", "/data/../other"));

    assertThat(layout.port(Port.KAFKA)).isEqualTo(21092);
    assertThat(layout.port(Port.CONTROLLER)).isEqualTo(9093);
    assertThat(layout.home()).isEqualTo(Path.of("/other"));
  }

  @Test
  void describesItselfToAnotherProcess() {
    Layout layout = Layout.of(ROOT, Map.of("SOJOURN_WEB_PORT", "1", "SOJOURN_HOME", "/data"));

    assertThat(Layout.of(ROOT, layout.environment())).isEqualTo(layout);
  }

  @Test
  void refusesWhatIsNoPort() {
    for (String value : new String[] {"0", "65536", "kafka", "-1", "99999"}) {
      assertThatThrownBy(() -> Layout.of(ROOT, Map.of("SOJOURN_RPC_PORT", value)))
          .isInstanceOf(CommandFailure.class)
          .hasMessage("SOJOURN_RPC_PORT is '%s', not a port", value);
    }
  }
}
