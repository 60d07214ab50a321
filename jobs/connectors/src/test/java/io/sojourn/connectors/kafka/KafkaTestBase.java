package io.sojourn.connectors.kafka;

import io.sojourn.testkit.EmbeddedBroker;
import io.sojourn.testkit.TestTopics;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A broker and a Flink cluster for each test class, and a topic for each test. */
abstract class KafkaTestBase {
  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  static EmbeddedBroker broker;
  static TestTopics topics;

  /** A name that no other test uses; no topic yet. */
  String topic;

  @BeforeAll
  static void startBroker() {
    broker = EmbeddedBroker.start();
    topics = TestTopics.of(broker);
  }

  @AfterAll
  static void stopBroker() {
    topics.close();
    broker.close();
  }

  @BeforeEach
  void nameTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  static StreamExecutionEnvironment environment(int parallelism) {
    Configuration config = new Configuration();
    config.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
    env.setParallelism(parallelism);
    return env;
  }

  static SingleOutputStreamOperator<LogRecord> read(
      StreamExecutionEnvironment env, Source<LogRecord, ?, ?> source) {
    DataStreamSource<LogRecord> stream =
        env.fromSource(source, WatermarkStrategy.noWatermarks(), "source");
    return stream.uid("source");
  }

  LogTimeSource source(LogClock clock) {
    return LogTimeSource.of(
        broker.clientProperties(), topic, List.of(topic), LogSource.Start.EARLIEST, clock);
  }

  static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(20));
  }

  /** What a test does with a job. */
  interface Step {
    void run() throws Exception;
  }

  /** Starts a job, does something, and cancels the job. */
  static void whileRunning(StreamExecutionEnvironment env, Step step) throws Exception {
    JobClient job = env.executeAsync();
    try {
      step.run();
    } finally {
      job.cancel().join();
    }
  }
}
