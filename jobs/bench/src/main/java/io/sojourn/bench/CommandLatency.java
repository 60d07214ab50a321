package io.sojourn.bench;

import io.sojourn.app.engagement.EngagementTopology;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.output.Command;
import io.sojourn.flink.convert.CommandCodec;
import io.sojourn.schema.Topic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.JobID;

/**
 * Measures from event to command at a steady rate, for a journey that sends at once. A command says
 * the append time of its event; both topics have the broker's clock.
 */
final class CommandLatency {
  private static final String PREFIX = "bench-latency";
  private static final String JOURNEY = "welcome";
  private static final String ITS_EVENT = "\"userAccount.createProfile\"";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SETTLE = Duration.ofSeconds(3);
  private static final int FEWEST = 100;
  private static final double MOST_STRANGERS = 0.01;

  private final FlinkCluster flink;
  private final KafkaBroker broker;
  private final BenchTopics topics;
  private final Path workspace;
  private final JobOptions options;
  private final long timeScale;

  /**
   * @param timeScale by which the workspace's durations are divided
   */
  CommandLatency(
      FlinkCluster flink, KafkaBroker broker, BenchTopics topics, Path workspace, long timeScale) {
    this.timeScale = timeScale;
    this.flink = flink;
    this.broker = broker;
    this.topics = topics;
    this.workspace = workspace;
    this.options = JobOptions.parse("--bootstrap", broker.bootstrap(), "--prefix", PREFIX);
  }

  /**
   * Runs the job under traffic.
   *
   * @param warmUp from the start, not measured
   * @param time after that
   * @throws BenchFailure if the traffic did not keep its rate or too few commands came out
   */
  Latency measure(SteadyTraffic traffic, Duration warmUp, Duration time, Progress progress)
      throws Exception {
    topics.delete(Arrays.stream(Topic.values()).map(topic -> topic.name(PREFIX)).toList());
    for (Topic topic : Topic.values()) {
      topics.create(topic, PREFIX, topic.timestampType());
    }
    new WorkspacePublisher(options)
        .publish(WorkspaceFolder.definitions(workspace), timeScale, System.currentTimeMillis());
    JobID job = flink.submit("latency", env -> EngagementTopology.build(env, options));
    try {
      CpuTime before = CpuTime.now(broker);
      long start = System.currentTimeMillis();
      Duration whole = warmUp.plus(time);
      long sent = traffic.send(Topic.EVENTS.name(PREFIX), whole, progress);
      long end = System.currentTimeMillis();
      CpuTime cpu = CpuTime.now(broker).since(before);
      Thread.sleep(SETTLE.toMillis());
      flink.requireAlive(job);
      long from = start + warmUp.toMillis();
      List<Long> millis = latencies(from, from + time.toMillis());
      double foreign =
          Math.max(0, cpu.all().minus(cpu.own()).toMillis())
              / (double) ((end - start) * Runtime.getRuntime().availableProcessors());
      return new Latency(
          sent * 1000.0 / (end - start),
          time.toSeconds(),
          flink.checkpoints(job),
          Quantiles.of(millis),
          foreign);
    } finally {
      flink.cancel(job);
    }
  }

  /** In milliseconds, of the commands whose events were appended in between. */
  private List<Long> latencies(long from, long until) throws BenchFailure {
    Set<Long> causes = new HashSet<>();
    TopicReader reader = new TopicReader(options.kafka(), PATIENCE);
    reader.read(
        Topic.EVENTS.name(PREFIX),
        record -> {
          byte[] value = record.value();
          if (value != null && new String(value, StandardCharsets.UTF_8).contains(ITS_EVENT)) {
            causes.add(record.timestamp());
          }
        });
    CommandCodec codec = new CommandCodec(options.sandbox());
    List<Long> millis = new ArrayList<>();
    List<Long> strangers = new ArrayList<>();
    reader.read(
        Topic.COMMANDS_EMAIL.name(PREFIX),
        record -> {
          Command command = codec.decode(Objects.requireNonNull(record.value()));
          if (command.journey().equals(JOURNEY) && command.at() >= from && command.at() < until) {
            (causes.contains(command.at()) ? millis : strangers)
                .add(record.timestamp() - command.at());
          }
        });
    // A person's time never goes back, so a few commands have a later time than their event.
    if (strangers.size() > MOST_STRANGERS * millis.size() || millis.size() < FEWEST) {
      throw new BenchFailure(
          "%,d commands of journey %s with an event of that time and %,d without"
              .formatted(millis.size(), JOURNEY, strangers.size()));
    }
    return millis;
  }
}
