package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.cli.Console;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Starts the real platform on free ports. Needs what {@code package} builds, so it is run by name:
 * {@code -Dtest=LocalPlatformIT}.
 */
final class LocalPlatformIT {
  private LocalPlatform platform;
  private Processes processes;

  @BeforeEach
  void layOut(@TempDir Path home) throws IOException {
    Map<String, String> variables = new HashMap<>(freePorts());
    variables.put(Layout.HOME, home.resolve("data").toString());
    Layout layout = Layout.of(Layout.projectRoot(), variables);
    platform = new LocalPlatform(layout, Console.standard());
    processes = new Processes(layout);
  }

  @AfterEach
  void leaveNothing() throws Exception {
    platform.down(true);
  }

  @Test
  void restartsAKilledTaskManagerAndLeavesNoProcess() throws Exception {
    platform.up();
    assertThat(platform.processes()).isNotEmpty().allMatch(ProcessStatus::isRunning);

    ProcessHandle victim = processes.running().get(Role.TASKMANAGER_1);
    victim.destroyForcibly();

    boolean back =
        Polling.until(
            Duration.ofSeconds(20),
            () -> {
              ProcessHandle now = processes.running().get(Role.TASKMANAGER_1);
              return now != null && now.pid() != victim.pid();
            });
    assertThat(back).as("another process is taskmanager-1").isTrue();
    platform.up(); // beside what runs: waits for the cluster to be whole
    assertThat(platform.processes()).allMatch(ProcessStatus::isRunning);

    platform.down(false);

    assertThat(processes.running()).isEmpty();
    assertThat(platform.home()).as("data stays without --wipe").exists();
  }

  private static Map<String, String> freePorts() throws IOException {
    Map<String, String> ports = new HashMap<>();
    List<ServerSocket> held = new ArrayList<>();
    for (Port port : Port.values()) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      ports.put(port.variable(), String.valueOf(socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
    return ports;
  }
}
