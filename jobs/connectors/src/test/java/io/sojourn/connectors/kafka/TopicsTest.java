package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.testkit.EmbeddedBroker;
import io.sojourn.testkit.TestTopics;
import io.sojourn.testkit.TestTopics.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class TopicsTest {
  private static EmbeddedBroker broker;
  private static TestTopics topics;

  @BeforeAll
  static void start() {
    broker = EmbeddedBroker.start();
    topics = TestTopics.of(broker);
  }

  @AfterAll
  static void stop() {
    topics.close();
    broker.close();
  }

  @Test
  void createsWhatIsMissingAndAcceptsItTheSecondTime() {
    List<TopicSpec> specs =
        List.of(
            new TopicSpec("made-a", 3, Map.of("cleanup.policy", "compact")),
            new TopicSpec("made-b", 1, Map.of("message.timestamp.type", "LogAppendTime")));

    TopicAdmin.ensure(broker.clientProperties(), specs);
    topics.send(Message.of("made-a", "v").withKey("k").withPartition(2));
    TopicAdmin.ensure(broker.clientProperties(), specs);

    assertThat(topics.readValues("made-a")).containsExactly("v");
  }

  @Test
  void namesEveryDifference() {
    broker.createTopic("other", 2, Map.of("retention.ms", "1000"));
    List<TopicSpec> specs =
        List.of(
            new TopicSpec("other", 1, Map.of("retention.ms", "5000", "cleanup.policy", "compact")));

    assertThatThrownBy(() -> TopicAdmin.ensure(broker.clientProperties(), specs))
        .isInstanceOf(TopicException.class)
        .hasMessage(
            """
            Topic other has 2 partitions and needs one
            Topic other has cleanup.policy=delete and needs compact
            Topic other has retention.ms=1000 and needs 5000\
            """);
  }

  @Test
  void aTopicKeepsItsOwnPartitions() {
    broker.createTopic("wide", 5);

    TopicAdmin.ensure(broker.clientProperties(), List.of(new TopicSpec("wide", 2, Map.of())));

    topics.send(Message.of("wide", "v").withPartition(4));
    assertThat(topics.readValues("wide")).containsExactly("v");
  }

  @Test
  void refusesSettingsThatKafkaDoesNotKnow() {
    List<TopicSpec> specs = List.of(new TopicSpec("unknown", 1, Map.of("no.such", "1")));

    assertThatThrownBy(() -> TopicAdmin.ensure(broker.clientProperties(), specs))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("no.such");
  }

  @Test
  void readsToTheEndAndGoesOnFromThere() {
    broker.createTopic("read", 2);
    topics.send(Message.of("read", "a").withPartition(0));
    topics.send(Message.of("read", "b").withPartition(0));
    topics.send(Message.of("read", "c").withPartition(1));
    TopicReader reader = reader();
    List<LogRecord> first = new ArrayList<>();

    Map<TopicPartition, Long> ends = reader.read("read", first::add);

    assertThat(first).extracting(LogRecord::partition).containsExactlyInAnyOrder(0, 0, 1);
    assertThat(ends)
        .isEqualTo(Map.of(new TopicPartition("read", 0), 2L, new TopicPartition("read", 1), 1L));
    topics.send(Message.of("read", "d").withPartition(1));
    List<LogRecord> second = new ArrayList<>();
    reader.read("read", Map.of(0, 2L, 1, 1L), second::add);
    assertThat(second).singleElement().extracting(LogRecord::offset).isEqualTo(1L);
  }

  @Test
  void readsFromATimeOn() {
    broker.createTopic("since", 2);
    topics.send(Message.of("since", "early").withPartition(0).withTimestamp(1_000));
    topics.send(Message.of("since", "late").withPartition(0).withTimestamp(3_000));
    topics.send(Message.of("since", "elsewhere").withPartition(1).withTimestamp(1_500));
    List<LogRecord> read = new ArrayList<>();

    reader().readSince("since", 2_000, read::add);

    assertThat(read).singleElement().extracting(LogRecord::timestamp).isEqualTo(3_000L);
  }

  @Test
  void stopsAtTheEndThatItCapturedWhileTheTopicGrows() {
    broker.createTopic("growing", 1);
    topics.send("growing", "first");
    List<LogRecord> read = new ArrayList<>();

    reader()
        .read(
            "growing",
            one -> {
              read.add(one);
              topics.send("growing", "next");
            });

    assertThat(read).hasSize(1);
  }

  @Test
  void anEmptyTopicReadsNothing() {
    broker.createTopic("empty", 2);
    List<LogRecord> read = new ArrayList<>();

    reader().read("empty", read::add);

    assertThat(read).isEmpty();
  }

  @Test
  void refusesATopicThatDoesNotExist() {
    TopicReader reader = new TopicReader(broker.clientProperties(), Duration.ofSeconds(1));

    assertThatThrownBy(() -> reader.read("missing", one -> {}))
        .isInstanceOf(TopicException.class)
        .hasMessageContaining("missing");
  }

  private static TopicReader reader() {
    return new TopicReader(broker.clientProperties(), Duration.ofSeconds(10));
  }
}
