package io.sojourn.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** A Kafka broker in a process of its own, on free loopback ports, with its data in a folder. */
final class KafkaBroker implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String[] HEAP = {
    "-Xms768m", "-Xmx768m", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20"
  };

  private final Process process;
  private final String bootstrap;

  private KafkaBroker(Process process, String bootstrap) {
    this.process = process;
    this.bootstrap = bootstrap;
  }

  /**
   * Starts a broker and waits until it serves.
   *
   * @param lib folder with the broker's jars
   * @param folder where it may write
   * @throws IOException if it does not come up, with the last lines that it said
   */
  static KafkaBroker start(Path lib, Path folder) throws IOException, InterruptedException {
    int[] ports = freePorts();
    Path config = folder.resolve("server.properties");
    Path log = folder.resolve("broker.log");
    Path logging = folder.resolve("log4j2.properties");
    Files.writeString(logging, LOGGING);
    Files.writeString(config, config(ports[0], ports[1], folder.resolve("data")));
    String id = "c29qb3Vybi1iZW5jaC0wMA";
    List<String> format =
        command(lib, logging, "kafka.tools.StorageTool", "format", "-t", id, "-c", config);
    run(format, log).waitFor();
    Process process = run(command(lib, logging, "kafka.Kafka", config), log);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!Files.readString(log).contains("Kafka Server started")) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        process.destroyForcibly();
        throw new IOException("The broker does not start:\n" + tail(log));
      }
      Thread.sleep(50);
    }
    return new KafkaBroker(process, "127.0.0.1:" + ports[0]);
  }

  String bootstrap() {
    return bootstrap;
  }

  Properties client() {
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", bootstrap);
    return kafka;
  }

  /** Processor time that it has used. */
  Duration cpuTime() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static Process run(List<String> command, Path log) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  private static List<String> command(Path lib, Path logging, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(HEAP));
    command.add("-Djava.net.preferIPv4Stack=true");
    command.add("-Dlog4j2.configurationFile=" + logging);
    command.add("-cp");
    command.add(lib + "/*");
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return command;
  }

  private static int[] freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(0, 1, loopback);
        ServerSocket second = new ServerSocket(0, 1, loopback)) {
      return new int[] {first.getLocalPort(), second.getLocalPort()};
    }
  }

  private static String tail(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
  }

  private static String config(int port, int controller, Path data) {
    return """
    process.roles=broker,controller
    node.id=1
    controller.quorum.voters=1@127.0.0.1:%2$d
    listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
    advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
    controller.listener.names=CONTROLLER
    inter.broker.listener.name=PLAINTEXT
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
    log.dirs=%3$s
    num.network.threads=2
    num.io.threads=2
    background.threads=2
    offsets.topic.num.partitions=1
    offsets.topic.replication.factor=1
    transaction.state.log.replication.factor=1
    transaction.state.log.min.isr=1
    share.coordinator.state.topic.replication.factor=1
    share.coordinator.state.topic.min.isr=1
    group.initial.rebalance.delay.ms=0
    auto.create.topics.enable=false
    log.segment.bytes=134217728
    log.retention.ms=-1
    """
        .formatted(port, controller, data);
  }

  private static final String LOGGING =
      """
      rootLogger.level = WARN
      rootLogger.appenderRef.console.ref = console
      appender.console.type = Console
      appender.console.name = console
      appender.console.layout.type = PatternLayout
      appender.console.layout.pattern = %d{HH:mm:ss.SSS} %-5p %c{1} - %m%n
      logger.server.name = kafka.server
      logger.server.level = INFO
      """;
}
