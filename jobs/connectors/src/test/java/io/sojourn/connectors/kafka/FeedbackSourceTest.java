package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

final class FeedbackSourceTest extends KafkaTestBase {
  @Test
  void releasesTimeBeforeTheFirstRecordAndGoesOnDelivering() throws Exception {
    broker.createTopic(topic, 1);
    StreamExecutionEnvironment env = environment(2);
    FeedbackSource source =
        FeedbackSource.of(
            broker.clientProperties(), topic, List.of(topic), LogSource.Start.COMMITTED);
    Observer observer = Observer.behind(read(env, source), topic);

    whileRunning(
        env,
        () -> {
          await().until(() -> observer.time() == Long.MAX_VALUE);
          assertThat(observer.records()).isEmpty();
          topics.send(topic, "one");
          topics.send(topic, "two");
          await().until(() -> observer.records().size() == 2);
        });

    assertThat(observer.watermarks()).hasSize(1);
  }
}
