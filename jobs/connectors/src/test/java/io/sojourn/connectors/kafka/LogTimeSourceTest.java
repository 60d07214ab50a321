package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.testkit.EmbeddedBroker;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTimeSourceTest extends KafkaTestBase {
  private static final Duration LAG = Duration.ofMillis(300);

  @Test
  void recordsSayWhereTheyLie() throws Exception {
    broker.createTopic(topic, 2);
    topics.send(
        Message.of(topic, "value")
            .withKey("key")
            .withPartition(1)
            .withTimestamp(5_000)
            .withHeader("format", "segment"));
    topics.send(Message.of(topic, "").withPartition(1).withTimestamp(6_000).asTombstone());
    StreamExecutionEnvironment env = environment(1);
    Observer observer = Observer.behind(read(env, source(LogClock.event())), topic);

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.records().size() == 2);
        });

    LogRecord first = observer.records().get(0);
    assertThat(List.of(first.topic(), first.partition(), first.offset(), first.timestamp()))
        .containsExactly(topic, 1, 0L, 5_000L);
    assertThat(first.key()).asString(StandardCharsets.UTF_8).isEqualTo("key");
    assertThat(first.value()).asString(StandardCharsets.UTF_8).isEqualTo("value");
    assertThat(first.format()).isEqualTo("segment");
    LogRecord second = observer.records().get(1);
    assertThat(second.offset()).isEqualTo(1);
    assertThat(second.key()).isNull();
    assertThat(second.value()).isNull();
    assertThat(second.format()).isNull();
    assertThat(observer.seen().stream().filter(seen -> seen.record() != null))
        .allMatch(seen -> seen.time() == seen.record().timestamp());
  }

  @Test
  void eventClockStandsJustBeforeTheLastRecord() throws Exception {
    broker.createTopic(topic, 1);
    sendAt(1_000, 3_000, 2_000);
    StreamExecutionEnvironment env = environment(1);
    Observer observer = Observer.behind(read(env, source(LogClock.event())), topic);

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.time() == 2_999);
          sendAt(9_000);
          await().until(() -> observer.time() == 8_999);
        });

    assertThat(observer.watermarks()).allMatch(seen -> seen.time() <= 8_999);
    assertThat(watermarksBefore(observer, 9_000)).allMatch(time -> time <= 2_999);
  }

  @Test
  void eventClockWaitsForTheSlowestPartition() throws Exception {
    broker.createTopic(topic, 2);
    topics.send(Message.of(topic, "fast").withPartition(0).withTimestamp(9_000));
    StreamExecutionEnvironment env = environment(1);
    Observer observer = Observer.behind(read(env, source(LogClock.event())), topic);

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.records().size() == 1);
          topics.send(Message.of(topic, "slow").withPartition(1).withTimestamp(4_000));
          await().until(() -> observer.time() == 3_999);
        });

    assertThat(observer.watermarks()).extracting(Observer.Seen::time).containsExactly(3_999L);
  }

  @Test
  void appendClockOfAQuietTopicFollowsTheWallClock() throws Exception {
    broker.createTopic(topic, 1, Map.of("message.timestamp.type", "LogAppendTime"));
    topics.send(topic, "only");
    StreamExecutionEnvironment env = environment(1);
    Observer observer = Observer.behind(read(env, source(LogClock.append())), topic);

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.watermarks().size() >= 20);
        });

    List<Observer.Seen> watermarks = observer.watermarks();
    long[] lags =
        watermarks.subList(watermarks.size() - 10, watermarks.size()).stream()
            .mapToLong(seen -> seen.arrivedAt() - seen.time())
            .sorted()
            .toArray();
    assertThat(lags[0]).as("lags %s", Arrays.toString(lags)).isGreaterThanOrEqualTo(100);
    assertThat(lags[lags.length / 2])
        .as("lags %s", Arrays.toString(lags))
        .isLessThanOrEqualTo(LAG.toMillis());
  }

  @Test
  void partitionsWithoutRecordsDoNotStopTheAppendClock() throws Exception {
    broker.createTopic(topic, 3);
    topics.send(Message.of(topic, "only").withPartition(1).withTimestamp(1_000));
    StreamExecutionEnvironment env = environment(1);
    Observer observer = Observer.behind(read(env, source(LogClock.append())), topic);

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.followsTheWallClock(LAG));
        });

    assertThat(observer.seen().get(0).record())
        .as("the record comes before the time that passed since")
        .isNotNull();
  }

  @Test
  void aBacklogIsReadBeforeTimePassesItsEnd() throws Exception {
    int backlog = 30_000;
    broker.createTopic(topic, 1);
    byte[] value = new byte[200];
    topics.sendAll(
        IntStream.range(0, backlog)
            .mapToObj(i -> new Message(topic, 0, 1_000L + i, null, value, Map.of()))
            .toList());
    StreamExecutionEnvironment env = environment(1);
    Observer observer = Observer.behind(read(env, source(LogClock.append())), topic);
    observer.shut();

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.records().size() == 1);
          long shutSince = System.currentTimeMillis();
          await().until(() -> System.currentTimeMillis() - shutSince > 500);
          observer.open();
          await().until(() -> observer.followsTheWallClock(LAG));
        });

    assertThat(observer.records()).hasSize(backlog);
    assertThat(observer.recordsBefore(1_000L + backlog - 1)).isEqualTo(backlog);
  }

  @Test
  void aSubtaskWithoutPartitionsHoldsTheOthersBackOnlyForAWhile() throws Exception {
    Duration idleAfter = Duration.ofMillis(1_500);
    broker.createTopic(topic, 1);
    topics.send(Message.of(topic, "only").withTimestamp(1_000));
    StreamExecutionEnvironment env = environment(2);
    Observer observer =
        Observer.behind(read(env, source(LogClock.append().withIdleAfter(idleAfter))), topic);
    long start = System.currentTimeMillis();

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.followsTheWallClock(LAG));
        });

    assertThat(observer.watermarks().get(0).arrivedAt())
        .isGreaterThanOrEqualTo(start + idleAfter.toMillis());
  }

  @Test
  void transactionMarkersDoNotStopTheAppendClock() throws Exception {
    broker.createTopic(topic, 1);
    try (KafkaProducer<byte[], byte[]> producer = transactional("markers")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, 1_000L, null, new byte[] {1})).get();
      producer.commitTransaction();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, 2_000L, null, new byte[] {2})).get();
      producer.abortTransaction();
    }
    var kafka = broker.clientProperties();
    kafka.setProperty("isolation.level", "read_committed");
    StreamExecutionEnvironment env = environment(1);
    LogTimeSource source =
        LogTimeSource.of(kafka, topic, List.of(topic), LogSource.Start.EARLIEST, LogClock.append());
    Observer observer = Observer.behind(read(env, source), topic);

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.followsTheWallClock(LAG));
        });

    assertThat(observer.records()).extracting(LogRecord::timestamp).containsExactly(1_000L);
  }

  @Test
  void anOpenTransactionHoldsTimeBack() throws Exception {
    broker.createTopic(topic, 1);
    var kafka = broker.clientProperties();
    kafka.setProperty("isolation.level", "read_committed");
    StreamExecutionEnvironment env = environment(1);
    LogTimeSource source =
        LogTimeSource.of(kafka, topic, List.of(topic), LogSource.Start.EARLIEST, LogClock.append());
    Observer observer = Observer.behind(read(env, source), topic);

    try (KafkaProducer<byte[], byte[]> producer = transactional("open")) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(topic, 0, 1_000L, null, new byte[] {1})).get();
      whileRunning(
          env,
          () -> {
            long start = System.currentTimeMillis();
            await().until(() -> System.currentTimeMillis() - start > 1_500);
            assertThat(observer.seen()).isEmpty();
            producer.commitTransaction();
            await().until(() -> observer.followsTheWallClock(LAG));
          });
    }

    assertThat(observer.seen().get(0).record()).isNotNull();
  }

  @Test
  void goesOnFromASavepoint(@TempDir Path savepoints) throws Exception {
    broker.createTopic(topic, 2);
    sendAt(LongStream.range(1_000, 1_020).toArray());
    String savepoint = readAndStop("before", savepoints, source(LogClock.append()), 20);
    sendAt(LongStream.range(2_000, 2_020).toArray());

    List<LogRecord> after = restore("after", savepoint, source(LogClock.append()), 20);

    assertThat(after).allMatch(read -> read.timestamp() >= 2_000);
  }

  @Test
  void takesOverTheStateOfFlinksKafkaSource(@TempDir Path savepoints) throws Exception {
    broker.createTopic(topic, 2);
    sendAt(LongStream.range(1_000, 1_020).toArray());
    KafkaSource<LogRecord> plain =
        KafkaSource.<LogRecord>builder()
            .setProperties(broker.clientProperties())
            .setTopics(topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new LogRecords())
            .build();
    String savepoint = readAndStop("plain", savepoints, plain, 20);
    sendAt(LongStream.range(2_000, 2_020).toArray());

    List<LogRecord> after = restore("timed", savepoint, source(LogClock.append()), 20);

    assertThat(after).allMatch(read -> read.timestamp() >= 2_000);
  }

  @Test
  void timeStandsStillWhileTheBrokerIsAway() throws Exception {
    try (EmbeddedBroker unsteady = EmbeddedBroker.start()) {
      unsteady.createTopic(topic, 1);
      StreamExecutionEnvironment env = environment(1);
      LogTimeSource source =
          LogTimeSource.of(
              unsteady.clientProperties(),
              topic,
              List.of(topic),
              LogSource.Start.EARLIEST,
              LogClock.append());
      Observer observer = Observer.behind(read(env, source), topic);

      whileRunning(
          env,
          () -> {
            await().until(() -> observer.followsTheWallClock(LAG));
            unsteady.stop();
            long stopped = System.currentTimeMillis();
            await().until(() -> System.currentTimeMillis() - stopped > 500);
            assertThat(observer.time()).isLessThan(stopped);
            unsteady.restart();
            await().until(() -> observer.followsTheWallClock(LAG));
          });
    }
  }

  private String readAndStop(
      String name, Path savepoints, Source<LogRecord, ?, ?> source, int expected) throws Exception {
    StreamExecutionEnvironment env = environment(1);
    Observer observer = Observer.behind(read(env, source), topic + name);
    JobClient job = env.executeAsync();
    await().until(() -> observer.records().size() == expected);
    return job.stopWithSavepoint(false, savepoints.toString(), SavepointFormatType.CANONICAL).get();
  }

  private List<LogRecord> restore(String name, String savepoint, LogTimeSource source, int expected)
      throws Exception {
    StreamExecutionEnvironment env = environment(1);
    Configuration restored = new Configuration();
    restored.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    env.configure(restored);
    Observer observer = Observer.behind(read(env, source), topic + name);
    whileRunning(
        env,
        () -> {
          await().until(() -> observer.followsTheWallClock(LAG));
        });
    assertThat(observer.records()).hasSize(expected);
    assertThat(observer.recordsBefore(latestTime(observer))).isEqualTo(expected);
    return observer.records();
  }

  private static long latestTime(Observer observer) {
    return observer.records().stream().mapToLong(LogRecord::timestamp).max().orElseThrow();
  }

  private static KafkaProducer<byte[], byte[]> transactional(String id) {
    var settings = broker.clientProperties();
    settings.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** One record per time, on the topic's partitions in turn. */
  private void sendAt(long... times) {
    topics.sendAll(
        LongStream.of(times)
            .mapToObj(time -> Message.of(topic, "v").withKey("k" + time).withTimestamp(time))
            .toList());
  }

  private static List<Long> watermarksBefore(Observer observer, long recordTime) {
    return observer.seen().stream()
        .takeWhile(seen -> seen.record() == null || seen.record().timestamp() != recordTime)
        .filter(seen -> seen.record() == null)
        .map(Observer.Seen::time)
        .toList();
  }
}
