package io.sojourn.verify;

import io.sojourn.app.engagement.EngagementTopology;
import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.connectors.event.OutputJson;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.EmbeddedBroker;
import io.sojourn.testkit.TestTopics;
import io.sojourn.testkit.TestTopics.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/**
 * The engagement job on a real broker and the mini cluster of the test, with RocksDB, on the event
 * clock: one events partition, so that file order is processing order.
 */
final class EngagementRun implements AutoCloseable {
  static final List<Topic> OUTPUTS =
      List.of(
          Topic.ASSIGNMENTS,
          Topic.QUALIFICATIONS,
          Topic.JOURNEY_STEPS,
          Topic.COMMANDS_EMAIL,
          Topic.PROFILES,
          Topic.REJECTIONS);

  private final EmbeddedBroker broker = EmbeddedBroker.start();
  private final TestTopics topics = TestTopics.of(broker);
  private final JobOptions options;
  private JobClient job;

  EngagementRun(List<SourceFile> workspace, long timeScale) {
    for (Topic topic : Topic.values()) {
      int partitions = topic == Topic.EVENTS ? 1 : topic.partitions();
      Map<String, String> config =
          topic == Topic.EVENTS
              ? Map.of("message.timestamp.type", "CreateTime", "max.message.bytes", "8388608")
              : Map.of();
      broker.createTopic(topic.name(Topic.DEFAULT_PREFIX), partitions, config);
    }
    options = JobOptions.parse("--bootstrap", broker.bootstrapServers(), "--clock", "event");
    new WorkspacePublisher(options).publish(workspace, timeScale, 0);
  }

  JobOptions options() {
    return options;
  }

  TestTopics topics() {
    return topics;
  }

  /** A record of the events topic at a log time. */
  static Message event(long time, String line) {
    return Message.of(Topic.EVENTS.name(Topic.DEFAULT_PREFIX), line).withTimestamp(time);
  }

  void send(List<Message> events) {
    topics.sendAll(events);
  }

  void start(int parallelism, String savepoint) throws Exception {
    Configuration configuration = new Configuration();
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(500));
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 20);
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(200));
    configuration.setString("execution.buffer-timeout.interval", "5ms");
    if (savepoint != null) {
      configuration.setString("execution.state-recovery.path", savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(configuration);
    env.setParallelism(parallelism);
    EngagementTopology.build(env, options);
    job = env.executeAsync("engagement");
  }

  JobID jobId() {
    return job.getJobID();
  }

  String stop(String folder) throws Exception {
    String savepoint = job.stopWithSavepoint(false, folder, SavepointFormatType.CANONICAL).get();
    job.getJobExecutionResult().get();
    return savepoint;
  }

  void cancel() throws Exception {
    job.cancel().get();
  }

  /** Waits until the outputs satisfy a condition, then until they stand still. */
  List<String> await(Duration atMost, Predicate<List<String>> condition) {
    Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(300))
        .until(() -> condition.test(outputs()));
    return outputs();
  }

  /** Every output so far as a line of {@code simulate}, in no particular order. */
  List<String> outputs() {
    OutputDecoder decoder = new OutputDecoder();
    List<String> lines = new ArrayList<>();
    for (Topic topic : OUTPUTS) {
      for (ConsumerRecord<byte[], byte[]> read : topics.read(topic.name(Topic.DEFAULT_PREFIX))) {
        lines.add(
            OutputJson.line(
                decoder.decode(
                    new OutputRecord(topic, read.key(), read.value(), read.timestamp()))));
      }
    }
    return lines;
  }

  @Override
  public void close() {
    topics.close();
    broker.close();
  }
}
