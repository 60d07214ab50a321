package io.sojourn.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka broker in this process: KRaft with one node, on loopback, with ephemeral ports and a
 * temporary directory that {@link #close} removes. Starting takes about a second: share one per
 * test class and give every test its own topic names.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration LEADERS_LIMIT = Duration.ofSeconds(20);

  private final Path directory;
  private final int port;
  private final Properties config;
  private @Nullable KafkaRaftServer server;

  private EmbeddedBroker(Path directory, int port, int controllerPort) {
    this.directory = directory;
    this.port = port;
    this.config = configOf(directory, port, controllerPort);
  }

  /** Starts a broker without topics. */
  public static EmbeddedBroker start() {
    try {
      List<Integer> ports = freePorts();
      EmbeddedBroker broker =
          new EmbeddedBroker(
              Files.createTempDirectory("embedded-broker"), ports.get(0), ports.get(1));
      broker.format();
      broker.restart();
      return broker;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where clients connect to; the same after {@link #restart}. */
  public String bootstrapServers() {
    return LOOPBACK + ":" + port;
  }

  /** Client properties that hold the bootstrap servers and nothing else. */
  public Properties clientProperties() {
    Properties properties = new Properties();
    properties.setProperty(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    return properties;
  }

  /**
   * Creates a topic and waits until every partition takes records. Before that, a broker may refuse
   * the first batch of an idempotent producer and take the second, after which the first is out of
   * order for ever and its producer waits until the delivery timeout.
   *
   * @param partitions at least 1
   * @param topicConfig topic settings such as {@code cleanup.policy}; the others keep Kafka's
   *     defaults
   * @throws IllegalStateException if the broker refuses, for example because the topic exists
   */
  public void createTopic(String name, int partitions, Map<String, String> topicConfig) {
    try (Admin admin = Admin.create(clientProperties())) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(topicConfig);
      admin.createTopics(List.of(topic)).all().get();
      awaitLeaders(name, partitions);
    } catch (ExecutionException e) {
      throw new IllegalStateException("Cannot create topic " + name, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while creating topic " + name, e);
    }
  }

  /** Creates a topic with Kafka's default settings. */
  public void createTopic(String name, int partitions) {
    createTopic(name, partitions, Map.of());
  }

  /** Stops the broker and keeps its data; a stopped broker stays stopped. */
  public void stop() {
    if (server != null) {
      server.shutdown();
      server.awaitShutdown();
      server = null;
    }
  }

  /** Stops the broker if it runs, and starts it again on the same port with the same data. */
  public void restart() {
    stop();
    server = new KafkaRaftServer(KafkaConfig.fromProps(config), Time.SYSTEM);
    server.startup();
  }

  /** Stops the broker and removes its data. */
  @Override
  public void close() {
    stop();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A consumer asks for the ends until every leader answers. */
  private void awaitLeaders(String topic, int partitions) {
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            clientProperties(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.endOffsets(
          IntStream.range(0, partitions)
              .mapToObj(partition -> new TopicPartition(topic, partition))
              .toList(),
          LEADERS_LIMIT);
    }
  }

  private void format() {
    String log = logDirectory(directory);
    try {
      Files.createDirectories(Path.of(log));
      new Formatter()
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
          .setNodeId(1)
          .setClusterId(Uuid.randomUuid().toString())
          .addDirectory(log)
          .setMetadataLogDirectory(log)
          .setControllerListenerName("CONTROLLER")
          .setReleaseVersion(MetadataVersion.latestProduction())
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("Cannot format the broker's log directory", e);
    }
  }

  private static Properties configOf(Path directory, int port, int controllerPort) {
    Properties config = new Properties();
    config.putAll(
        Map.of(
            "process.roles", "broker,controller",
            "node.id", "1",
            "controller.quorum.voters", "1@" + LOOPBACK + ":" + controllerPort,
            "controller.listener.names", "CONTROLLER",
            "listeners",
                "PLAINTEXT://%s:%d,CONTROLLER://%s:%d"
                    .formatted(LOOPBACK, port, LOOPBACK, controllerPort),
            "advertised.listeners", "PLAINTEXT://" + LOOPBACK + ":" + port,
            "listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "inter.broker.listener.name", "PLAINTEXT",
            "log.dirs", logDirectory(directory)));
    config.putAll(
        Map.of(
            "auto.create.topics.enable", "false",
            "group.initial.rebalance.delay.ms", "0",
            "log.cleaner.dedupe.buffer.size", "2097152",
            "message.max.bytes", "16777216",
            "transaction.max.timeout.ms", "3600000"));
    for (String one :
        List.of(
            "offsets.topic.num.partitions",
            "offsets.topic.replication.factor",
            "transaction.state.log.num.partitions",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr")) {
      config.setProperty(one, "1");
    }
    return config;
  }

  private static String logDirectory(Path directory) {
    return directory.resolve("log").toString();
  }

  /** Two ports that differ, because both are open at the same time. */
  private static List<Integer> freePorts() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket first = new ServerSocket(0, 1, loopback);
        ServerSocket second = new ServerSocket(0, 1, loopback)) {
      return List.of(first.getLocalPort(), second.getLocalPort());
    }
  }
}
