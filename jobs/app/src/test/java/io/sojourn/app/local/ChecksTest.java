package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.app.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChecksTest {
  @Test
  void namesThePortTheProcessAndTheVariable(@TempDir Path home) throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Layout layout =
          layout(home, Map.of("SOJOURN_WEB_PORT", String.valueOf(taken.getLocalPort())));

      assertThatThrownBy(() -> Checks.ports(layout, List.of(Role.JOBMANAGER)))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining(String.valueOf(taken.getLocalPort()))
          .hasMessageContaining("the Flink JobManager")
          .hasMessageContaining("SOJOURN_WEB_PORT");
      assertThatCode(() -> Checks.ports(layout, List.of(Role.TASKMANAGER_1)))
          .as("a TaskManager does not use that port")
          .doesNotThrowAnyException();
    }
  }

  @Test
  void namesTheMissingJar(@TempDir Path root) {
    assertThatThrownBy(() -> Checks.jars(Layout.of(root, Map.of())))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("jobs/app/target/sojourn.jar is missing");
  }

  @Test
  void takesAnEmptyFolderAndKnowsItAgain(@TempDir Path home) throws IOException {
    Layout layout = layout(home, Map.of());

    Checks.home(layout);
    Files.createDirectories(layout.brokerData());
    Checks.home(layout);

    assertThat(layout.ownershipMark()).exists();
  }

  @Test
  void leavesTheFoldersOfOthersAlone(@TempDir Path home) throws IOException {
    Files.createFile(home.resolve("thesis.txt"));

    assertThatThrownBy(() -> Checks.home(layout(home, Map.of())))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("not Sojourn's");
  }

  private static Layout layout(Path home, Map<String, String> others) {
    Map<String, String> variables = new HashMap<>(others);
    variables.put("SOJOURN_HOME", home.toString());
    return Layout.of(Path.of("/project"), variables);
  }
}
