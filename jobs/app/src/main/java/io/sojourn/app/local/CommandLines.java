package io.sojourn.app.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How each process is started. */
final class CommandLines {
  private static final String SUPERVISOR = "io.sojourn.app.local.Supervisor";
  private static final String INBOX = "io.sojourn.app.demo.Inbox";

  private final Layout layout;
  private final Path jar;

  /**
   * @param jar Sojourn's jar, which the supervisor and the inbox run from
   */
  CommandLines(Layout layout, Path jar) {
    this.layout = layout;
    this.jar = jar;
  }

  /** The entry of the inbox's class in the jar. */
  static String inboxEntry() {
    return INBOX.replace('.', '/') + ".class";
  }

  /** The argument by which a process is recognised, whoever started it. */
  static String mark(Layout layout, Role role) {
    return "-Dsojourn.process=" + role.id() + "@" + layout.home();
  }

  /** The command that starts the process, without a shell. */
  List<String> of(Role role) {
    return switch (role) {
      case BROKER ->
          java(
              role,
              List.of("broker.options"),
              all(layout.brokerLib()),
              "kafka.Kafka",
              layout.conf().resolve("server.properties").toString());
      case JOBMANAGER ->
          java(
              role,
              List.of("flink.options", "jobmanager.options"),
              all(layout.clusterLib()),
              "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
              "--configDir",
              layout.conf().toString(),
              "--executionMode",
              "cluster",
              "-D",
              "io.tmp.dirs=" + layout.temporary(role));
      case TASKMANAGER_1, TASKMANAGER_2 ->
          // With its old name a restarted TaskManager replaces the dead one at once; without it the
          // JobManager would wait for a heartbeat that never comes.
          java(
              role,
              List.of("flink.options", "taskmanager.options"),
              all(layout.clusterLib()),
              "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
              "--configDir",
              layout.conf().toString(),
              "-D",
              "taskmanager.resource-id=" + role.id(),
              "-D",
              "io.tmp.dirs=" + layout.temporary(role));
      case INBOX ->
          java(
              role,
              List.of("small.options"),
              jar + File.pathSeparator + all(layout.clusterLib()),
              INBOX,
              "--smtp-port",
              String.valueOf(layout.port(Port.SMTP)),
              "--web-port",
              String.valueOf(layout.port(Port.INBOX)),
              "--data",
              layout.inboxData().toString());
      case SUPERVISOR -> {
        List<String> command = new ArrayList<>(detached());
        command.addAll(java(role, List.of("small.options"), jar.toString(), SUPERVISOR));
        yield command;
      }
    };
  }

  /** The command that prepares the broker's empty data folder. */
  List<String> formatBroker(String clusterId) {
    return java(
        Role.BROKER,
        List.of(),
        all(layout.brokerLib()),
        "kafka.tools.StorageTool",
        "format",
        "--ignore-formatted",
        "-t",
        clusterId,
        "-c",
        layout.conf().resolve("server.properties").toString());
  }

  private List<String> java(
      Role role, List<String> options, String classPath, String main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(mark(layout, role));
    for (String file : options) {
      command.add("@" + layout.conf().resolve(file));
    }
    command.add("-Dsojourn.root=" + layout.root());
    command.add("-Dlog.file=" + layout.log(role));
    command.add("-Dlog4j2.configurationFile=" + layout.conf().resolve("process-log4j2.properties"));
    command.add("-Djava.io.tmpdir=" + layout.temporary(role));
    command.add("-cp");
    command.add(classPath);
    command.add(main);
    command.addAll(List.of(arguments));
    return command;
  }

  private static String all(Path folder) {
    return folder + "/*";
  }

  /** What keeps a process alive when the terminal closes or is interrupted. */
  private static List<String> detached() {
    for (String tool : List.of("setsid", "nohup")) {
      for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
        Path program = Path.of(folder, tool);
        if (Files.isExecutable(program)) {
          return List.of(program.toString());
        }
      }
    }
    return List.of();
  }
}
