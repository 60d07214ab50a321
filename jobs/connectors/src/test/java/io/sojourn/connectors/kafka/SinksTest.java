package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.convert.OutputRecordFormat;
import io.sojourn.flink.support.CodecTypeInfo;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class SinksTest extends KafkaTestBase {
  @Test
  void atLeastOnceWritesToTheTopicThatARecordNames() throws Exception {
    write(Sinks.atLeastOnce(broker.clientProperties(), topic, Sinks.Pace.PROMPT));

    assertWritten();
  }

  @Test
  void exactlyOnceCommitsToTheTopicThatARecordNames() throws Exception {
    write(Sinks.exactlyOnce(broker.clientProperties(), topic, "sinks-test", Duration.ofMinutes(5)));

    assertWritten();
  }

  private static OutputRecord output(Topic topic, String key, String value) {
    return new OutputRecord(topic, bytes(key), bytes(value), 0);
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  private void write(KafkaSink<OutputRecord> sink) throws Exception {
    broker.createTopic(Topic.QUALIFICATIONS.name(topic), 2);
    broker.createTopic(Topic.REJECTIONS.name(topic), 1);
    StreamExecutionEnvironment env = environment(1);
    env.enableCheckpointing(200);
    env.fromData(
            new CodecTypeInfo<>(new OutputRecordFormat()),
            output(Topic.QUALIFICATIONS, "k1", "1"),
            output(Topic.REJECTIONS, null, "2"),
            output(Topic.QUALIFICATIONS, "k1", null))
        .sinkTo(sink)
        .uid("sink");
    env.execute();
  }

  private void assertWritten() {
    List<ConsumerRecord<byte[], byte[]>> first =
        topics.readCommitted(Topic.QUALIFICATIONS.name(topic));
    assertThat(first).extracting(TestTopics::valueOf).containsExactly("1", "null");
    assertThat(first)
        .extracting(read -> new String(read.key(), StandardCharsets.UTF_8))
        .containsExactly("k1", "k1");
    List<ConsumerRecord<byte[], byte[]>> second =
        topics.readCommitted(Topic.REJECTIONS.name(topic));
    assertThat(second).extracting(TestTopics::valueOf).containsExactly("2");
    assertThat(second.get(0).key()).isNull();
  }
}
