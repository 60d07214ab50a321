package io.sojourn.bench;

import io.sojourn.schema.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.LeaderNotAvailableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes, removes and counts topics. */
final class BenchTopics implements AutoCloseable {
  private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

  private final Admin admin;

  BenchTopics(Properties kafka) {
    this.admin = Admin.create(kafka);
  }

  /**
   * Makes a topic as the product makes it, except that old records stay.
   *
   * @param timestamps whose clock records have: of preloaded ones, the producer's
   */
  void create(Topic topic, String prefix, Topic.TimestampType timestamps) throws Exception {
    Map<String, String> config = new HashMap<>();
    config.put("cleanup.policy", topic.cleanUp().setting());
    config.put("message.timestamp.type", timestamps.setting());
    config.put("max.message.bytes", String.valueOf(topic.maxMessageBytes()));
    create(topic.name(prefix), topic.partitions(), config);
  }

  void create(String name, int partitions, Map<String, String> config) throws Exception {
    NewTopic topic = new NewTopic(name, Optional.of(partitions), Optional.empty()).configs(config);
    admin.createTopics(List.of(topic)).all().get();
    while (!exists(name)) {
      Thread.sleep(20);
    }
  }

  /** Whether its partitions can be read: a topic that has just been created may lag behind. */
  private boolean exists(String name) throws Exception {
    try {
      return count(name) == 0;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException
          || e.getCause() instanceof LeaderNotAvailableException) {
        return false;
      }
      throw e;
    }
  }

  /** Removes topics, and returns when they are gone; those that do not exist are gone already. */
  void delete(Collection<String> names) throws Exception {
    try {
      admin.deleteTopics(names).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
        throw e;
      }
    }
    while (admin.listTopics().names().get().stream().anyMatch(names::contains)) {
      Thread.sleep(20);
    }
  }

  /** How many records were ever written to a topic. */
  long count(String name) throws Exception {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    admin.describeTopics(List.of(name)).allTopicNames().get().values().stream()
        .flatMap(topic -> topic.partitions().stream())
        .forEach(p -> partitions.put(new TopicPartition(name, p.partition()), OffsetSpec.latest()));
    return admin.listOffsets(partitions).all().get().values().stream()
        .mapToLong(offset -> offset.offset())
        .sum();
  }

  /** Waits until nothing is written any more: what moves between persons goes through topics. */
  void awaitQuiet(String prefix) throws Exception {
    long last = -1;
    long since = System.nanoTime();
    while (System.nanoTime() - since < QUIET_NANOS) {
      long written = 0;
      for (Topic topic : Topic.values()) {
        written += count(topic.name(prefix));
      }
      if (written != last) {
        last = written;
        since = System.nanoTime();
      }
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    admin.close();
  }
}
