package io.sojourn.connectors.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Sees to it that topics exist and are what they must be. */
public final class TopicAdmin {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private TopicAdmin() {}

  /**
   * Creates the topics that are missing, with the brokers' default replication, and checks the
   * settings of the others. Changes no topic that exists: it keeps its number of partitions, but
   * for one that is wanted with a single partition. May run in several processes at once.
   *
   * @param kafka client settings, at least the bootstrap servers
   * @throws TopicException if a topic differs from what is wanted, one line for each difference, or
   *     if the brokers refuse or do not answer
   */
  public static void ensure(Properties kafka, List<TopicSpec> topics) {
    try (Admin admin = Admin.create(kafka)) {
      create(admin, topics);
      List<String> problems = new ArrayList<>();
      List<String> names = topics.stream().map(TopicSpec::name).toList();
      Map<String, TopicDescription> existing =
          known(() -> admin.describeTopics(names).allTopicNames());
      Map<String, Config> configs = configs(admin, names);
      for (TopicSpec topic : topics) {
        problems.addAll(
            differences(
                topic,
                requireNonNull(existing.get(topic.name())),
                requireNonNull(configs.get(topic.name()))));
      }
      if (!problems.isEmpty()) {
        throw new TopicException(problems);
      }
    }
  }

  private static void create(Admin admin, List<TopicSpec> topics) {
    var existing = get(admin.listTopics().names());
    List<NewTopic> missing =
        topics.stream()
            .filter(topic -> !existing.contains(topic.name()))
            .map(TopicAdmin::newTopic)
            .toList();
    for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
      try {
        get(created);
      } catch (TopicException e) {
        if (!(e.getCause() instanceof TopicExistsException)) {
          throw e;
        }
      }
    }
  }

  private static NewTopic newTopic(TopicSpec topic) {
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), Optional.empty())
        .configs(topic.config());
  }

  private static Map<String, Config> configs(Admin admin, List<String> names) {
    List<ConfigResource> resources =
        names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
    return known(() -> admin.describeConfigs(resources).all()).entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name(), Map.Entry::getValue));
  }

  private static List<String> differences(TopicSpec wanted, TopicDescription topic, Config config) {
    List<String> differences = new ArrayList<>();
    int partitions = topic.partitions().size();
    if (wanted.partitions() == 1 && partitions != 1) {
      differences.add(
          "Topic %s has %d partitions and needs one".formatted(wanted.name(), partitions));
    }
    new TreeMap<>(wanted.config())
        .forEach(
            (setting, value) -> {
              ConfigEntry entry = config.get(setting);
              if (entry == null || !value.equals(entry.value())) {
                differences.add(
                    "Topic %s has %s=%s and needs %s"
                        .formatted(
                            wanted.name(), setting, entry == null ? null : entry.value(), value));
              }
            });
    return differences;
  }

  /** Asks again while a broker has not yet heard of a topic that was just created. */
  private static <T> T known(Supplier<KafkaFuture<T>> question) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        return get(question.get());
      } catch (TopicException e) {
        boolean newTopic = e.getCause() instanceof UnknownTopicOrPartitionException;
        if (!newTopic || System.nanoTime() > deadline) {
          throw e;
        }
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new TopicException("Kafka: " + e.getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TopicException("Interrupted while waiting for Kafka", e);
    }
  }
}
