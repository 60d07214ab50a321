package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where everything of the platform is: files of the project, data, ports.
 *
 * @param root the project's folder, which holds the jars and the templates of the configuration
 * @param home the folder of all data
 */
record Layout(Path root, Path home, Map<Port, Integer> ports) {
  /** The environment variable that names the data folder. */
  static final String HOME = "SOJOURN_HOME";

  static final String LOOPBACK = "127.0.0.1";

  Layout {
    root = root.toAbsolutePath().normalize();
    home = home.toAbsolutePath().normalize();
    ports = Map.copyOf(ports);
  }

  /**
   * The layout that an environment describes.
   *
   * @throws CommandFailure if a variable holds no port
   */
  static Layout of(Path root, Map<String, String> environment) {
    Map<Port, Integer> ports = new EnumMap<>(Port.class);
    for (Port port : Port.values()) {
      ports.put(port, number(port, environment.get(port.variable())));
    }
    String home = environment.get(HOME);
    boolean named = home != null && !home.isBlank();
    return new Layout(root, named ? Path.of(home) : root.resolve(".sojourn/local"), ports);
  }

  private static int number(Port port, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return port.usual();
    }
    if (value.matches("\\d{1,5}")
        && Integer.parseInt(value) >= 1
        && Integer.parseInt(value) <= 65535) {
      return Integer.parseInt(value);
    }
    throw new CommandFailure("%s is '%s', not a port".formatted(port.variable(), value));
  }

  /** The project's folder: what the launcher says, else the nearest folder above that looks it. */
  static Path projectRoot() {
    String told = System.getProperty("sojourn.root");
    if (told != null) {
      return Path.of(told);
    }
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isDirectory(folder.resolve("deploy/local/conf"))) {
        return folder;
      }
    }
    throw new CommandFailure("no Sojourn project in or above " + here);
  }

  /** The variables that describe this layout to another process. */
  Map<String, String> environment() {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put(HOME, home.toString());
    ports.forEach((port, number) -> variables.put(port.variable(), String.valueOf(number)));
    return variables;
  }

  Layout withPorts(Map<Port, Integer> others) {
    return new Layout(root, home, others);
  }

  int port(Port port) {
    Integer number = ports.get(port);
    if (number == null) {
      throw new IllegalArgumentException("No port for " + port);
    }
    return number;
  }

  /** {@code host:port}. */
  String address(Port port) {
    return LOOPBACK + ":" + port(port);
  }

  /** The jar that is submitted, as the build left it. */
  Path builtJar() {
    return root.resolve("jobs/app/target/sojourn.jar");
  }

  Path brokerLib() {
    return root.resolve("deploy/local/broker/target/lib");
  }

  Path clusterLib() {
    return root.resolve("deploy/local/cluster/target/lib");
  }

  /** The configuration before ports and folders are filled in. */
  Path templates() {
    return root.resolve("deploy/local/conf");
  }

  /** Says that the folder belongs to Sojourn, so that a wipe never deletes anything else. */
  Path ownershipMark() {
    return home.resolve(".sojourn-data");
  }

  Path conf() {
    return home.resolve("conf");
  }

  Path run() {
    return home.resolve("run");
  }

  Path pidFile(Role role) {
    return run().resolve(role.id() + ".pid");
  }

  Path log(Role role) {
    return home.resolve("logs").resolve(role.id() + ".log");
  }

  /** What a process says before, or beside, its log. */
  Path output(Role role) {
    return home.resolve("logs").resolve(role.id() + ".out");
  }

  Path temporary(Role role) {
    return home.resolve("tmp").resolve(role.id());
  }

  Path brokerData() {
    return home.resolve("broker");
  }

  Path inboxData() {
    return home.resolve("inbox");
  }

  Path checkpoints() {
    return home.resolve("checkpoints");
  }

  Path savepoints() {
    return home.resolve("savepoints");
  }

  /** The jobs that should run. */
  Path jobs() {
    return home.resolve("jobs");
  }

  /** Copies of the jars that run, out of reach of the next build. */
  Path jars() {
    return home.resolve("jars");
  }
}
