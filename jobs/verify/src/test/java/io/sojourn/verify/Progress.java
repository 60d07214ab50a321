package io.sojourn.verify;

import io.sojourn.app.support.JobOptions;
import io.sojourn.schema.Topic;
import java.util.List;
import java.util.Map;
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
final class Progress implements AutoCloseable {
  private final Admin admin;
  private final String group;
  private final List<Topic> inputs;
  private final String prefix;

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
  boolean atEnds() {
    try {
      Map<TopicPartition, OffsetAndMetadata> committed =
          admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
      return ends(inputs).entrySet().stream()
          .allMatch(
              end -> {
                OffsetAndMetadata offset = committed.get(end.getKey());
                return (offset == null ? 0 : offset.offset()) >= end.getValue();
              });
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many records all topics hold. */
  long written() {
    try {
      return ends(List.of(Topic.values())).values().stream().mapToLong(Long::longValue).sum();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
