package io.sojourn.app.local;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** How much is in the topics of the local broker. */
final class TopicCounts {
  private static final int PATIENCE_MS = 10_000;

  private TopicCounts() {}

  /** Whether the broker answers requests, not only connections. */
  static boolean isServing(Layout layout) throws IOException, InterruptedException {
    try (Admin admin = admin(layout)) {
      return !get(admin.describeCluster().nodes()).isEmpty();
    }
  }

  /**
   * For every topic that is not Kafka's own the distance between its first and its next offset,
   * which after compaction is more than it holds.
   *
   * @throws IOException if the broker does not answer
   */
  static SortedMap<String, Long> of(Layout layout) throws IOException, InterruptedException {
    try (Admin admin = admin(layout)) {
      Map<TopicPartition, OffsetSpec> first = new HashMap<>();
      Map<TopicPartition, OffsetSpec> next = new HashMap<>();
      for (TopicDescription topic :
          get(admin.describeTopics(get(admin.listTopics().names())).allTopicNames()).values()) {
        topic
            .partitions()
            .forEach(
                partition -> {
                  var key = new TopicPartition(topic.name(), partition.partition());
                  first.put(key, OffsetSpec.earliest());
                  next.put(key, OffsetSpec.latest());
                });
      }
      SortedMap<String, Long> counts = new TreeMap<>();
      get(admin.listOffsets(next).all())
          .forEach((key, at) -> counts.merge(key.topic(), at.offset(), Long::sum));
      get(admin.listOffsets(first).all())
          .forEach((key, at) -> counts.merge(key.topic(), -at.offset(), Long::sum));
      return counts;
    }
  }

  private static Admin admin(Layout layout) {
    Properties settings = new Properties();
    settings.setProperty("bootstrap.servers", layout.address(Port.KAFKA));
    settings.setProperty("default.api.timeout.ms", String.valueOf(PATIENCE_MS));
    settings.setProperty("request.timeout.ms", String.valueOf(PATIENCE_MS / 2));
    return Admin.create(settings);
  }

  private static <T> T get(KafkaFuture<T> future) throws IOException, InterruptedException {
    try {
      return future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not answer", e);
    }
  }
}
