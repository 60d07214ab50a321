package io.sojourn.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.testkit.TestTopics.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class EmbeddedBrokerTest {
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
  void keepsWhatIsWritten() {
    broker.createTopic("kept", 2);
    topics.send(
        Message.of("kept", "v")
            .withKey("k")
            .withPartition(1)
            .withTimestamp(1_000)
            .withHeader("format", "segment"));

    var read = topics.read("kept");

    assertThat(read).hasSize(1);
    assertThat(read.get(0).partition()).isEqualTo(1);
    assertThat(read.get(0).offset()).isZero();
    assertThat(read.get(0).timestamp()).isEqualTo(1_000);
    assertThat(new String(read.get(0).key(), StandardCharsets.UTF_8)).isEqualTo("k");
    assertThat(TestTopics.valueOf(read.get(0))).isEqualTo("v");
    assertThat(read.get(0).headers().lastHeader("format").value())
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("segment");
  }

  @Test
  void readsAllPartitionsToTheirEnd() {
    broker.createTopic("many", 3);
    List<Message> messages =
        IntStream.range(0, 300)
            .mapToObj(i -> Message.of("many", "v" + i).withPartition(i % 3))
            .toList();
    topics.sendAll(messages);

    assertThat(topics.readValues("many"))
        .hasSize(300)
        .containsExactlyInAnyOrderElementsOf(
            IntStream.range(0, 300).mapToObj(i -> "v" + i).toList());
  }

  @Test
  void appliesTopicConfig() {
    broker.createTopic("stamped", 1, Map.of("message.timestamp.type", "LogAppendTime"));
    long before = System.currentTimeMillis();
    topics.send(Message.of("stamped", "v").withTimestamp(1_000));

    var read = topics.read("stamped").get(0);

    assertThat(read.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    assertThat(read.timestamp()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void refusesATopicThatExists() {
    broker.createTopic("twice", 1);

    assertThatThrownBy(() -> broker.createTopic("twice", 1))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("Cannot create topic twice");
  }

  @Test
  void survivesARestart() {
    try (EmbeddedBroker restarted = EmbeddedBroker.start();
        TestTopics own = TestTopics.of(restarted)) {
      restarted.createTopic("durable", 1);
      own.send("durable", "before");
      String address = restarted.bootstrapServers();

      restarted.restart();
      own.send("durable", "after");

      assertThat(restarted.bootstrapServers()).isEqualTo(address);
      assertThat(own.readValues("durable")).containsExactly("before", "after");
    }
  }
}
