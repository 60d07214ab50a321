package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.kafka.TopicException;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** Kafka as commands reach it: what goes wrong there becomes one clear line. */
final class Brokers {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final JobOptions options;

  Brokers(JobOptions options) {
    this.options = options;
  }

  /**
   * Returns once a broker answers.
   *
   * @throws CommandFailure if none does within ten seconds
   */
  void reach() throws Exception {
    admin(admin -> admin.describeCluster().nodes().get());
  }

  /**
   * Returns once a broker answers and has a topic.
   *
   * @throws CommandFailure otherwise
   */
  void reach(String topic) throws Exception {
    admin(admin -> admin.describeTopics(List.of(topic)).allTopicNames().get());
  }

  /** Does something with Kafka; its exceptions become failures of the command. */
  <T> T call(Callable<T> work) throws Exception {
    try {
      return work.call();
    } catch (TopicException e) {
      throw new CommandFailure(String.valueOf(e.getMessage()), e);
    } catch (Exception e) {
      KafkaException cause = kafka(e);
      throw cause == null ? e : failure(cause);
    }
  }

  /** One line about what Kafka said. */
  CommandFailure failure(KafkaException e) {
    if (e instanceof UnknownTopicOrPartitionException) {
      return new CommandFailure(
          "Kafka at %s has not got the topic; apply a workspace first, which makes the topics"
              .formatted(options.bootstrap()),
          e);
    }
    if (e instanceof TimeoutException) {
      return new CommandFailure(
          "no Kafka broker answers at %s; start one with 'sojourn up', or name it with --bootstrap"
              .formatted(options.bootstrap()),
          e);
    }
    return new CommandFailure("Kafka at " + options.bootstrap() + ": " + e.getMessage(), e);
  }

  private interface AdminCall {
    Object with(Admin admin) throws Exception;
  }

  private void admin(AdminCall work) throws Exception {
    Properties settings = options.kafka();
    String millis = String.valueOf(PATIENCE.toMillis());
    settings.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    settings.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    call(
        () -> {
          try (Admin admin = Admin.create(settings)) {
            return work.with(admin);
          }
        });
  }

  /** The innermost one, which says most. */
  private static @Nullable KafkaException kafka(Throwable e) {
    KafkaException found = null;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      found = cause instanceof KafkaException kafka ? kafka : found;
    }
    return found;
  }
}
