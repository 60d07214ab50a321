package io.sojourn.verify;

import io.sojourn.app.support.JobOptions;
import io.sojourn.schema.Topic;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * How far a job has read. It commits offsets when a checkpoint is complete, and by then everything
 * that it made of those records is in Kafka; so a job whose commits have reached the ends of its
 * topics, those that it writes to itself included, has nothing left to do but timers.
 */
public final class Progress implements AutoCloseable {
  private final Admin admin;
  private final String group;
  private final List<Topic> inputs;
  private final String prefix;

  /** Of the engagement job. */
  public static Progress ofEngagement(JobOptions options) {
    return new Progress(options, Job.ENGAGEMENT.jobName(), Job.ENGAGEMENT.inputs());
  }

  /**
   * @param job name of the job
   * @param inputs what it reads
   */
  Progress(JobOptions options, String job, List<Topic> inputs) {
    this.admin = Admin.create(options.kafka());
    this.group = options.prefix() + "-" + options.sandbox() + "-" + job;
    this.inputs = inputs;
    this.prefix = options.prefix();
  }

  /** Whether all that is on the job's topics now has been worked off. */
  public boolean atEnds() {
    return inputs.stream().allMatch(topic -> waiting(topic) == 0);
  }

  /** How many records of a topic were read before the newest checkpoint. */
  public long read(Topic topic) {
    return asked(() -> sum(committed(ends(List.of(topic)).keySet())));
  }

  /** How many records of a topic were not read before the newest checkpoint. */
  public long waiting(Topic topic) {
    return asked(
        () -> {
          Map<TopicPartition, Long> ends = ends(List.of(topic));
          Map<TopicPartition, Long> committed = committed(ends.keySet());
          return ends.entrySet().stream()
              .mapToLong(end -> end.getValue() - committed.getOrDefault(end.getKey(), 0L))
              .filter(behind -> behind > 0)
              .sum();
        });
  }

  /** How many records a topic holds. */
  public long written(Topic topic) {
    return asked(() -> sum(ends(List.of(topic))));
  }

  /** How many records all topics hold. */
  long written() {
    return asked(() -> sum(ends(List.of(Topic.values()))));
  }

  private interface Question {
    long ask() throws ExecutionException, InterruptedException;
  }

  private static long asked(Question question) {
    try {
      return question.ask();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static long sum(Map<TopicPartition, Long> offsets) {
    return offsets.values().stream().mapToLong(Long::longValue).sum();
  }

  private Map<TopicPartition, Long> committed(Set<TopicPartition> partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetAndMetadata> all =
        admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    return partitions.stream()
        .filter(partition -> all.get(partition) != null)
        .collect(Collectors.toMap(partition -> partition, p -> all.get(p).offset()));
  }

  @Override
  public void close() {
    admin.close();
  }

  private Map<TopicPartition, Long> ends(List<Topic> topics)
      throws ExecutionException, InterruptedException {
    List<String> names = topics.stream().map(topic -> topic.name(prefix)).toList();
    Map<TopicPartition, OffsetSpec> latest =
        admin.describeTopics(names).allTopicNames().get().values().stream()
            .flatMap(
                topic ->
                    topic.partitions().stream()
                        .map(p -> new TopicPartition(topic.name(), p.partition())))
            .collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
    return admin.listOffsets(latest).all().get().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }
}
