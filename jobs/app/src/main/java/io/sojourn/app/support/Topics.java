package io.sojourn.app.support;

import io.sojourn.connectors.kafka.TopicAdmin;
import io.sojourn.connectors.kafka.TopicSpec;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sees to it that every topic exists as {@link Topic} describes it. */
public final class Topics {
  private Topics() {}

  /**
   * @throws io.sojourn.connectors.kafka.TopicException if an existing topic is different
   */
  public static void ensure(JobOptions options) {
    List<TopicSpec> specs = new ArrayList<>();
    for (Topic topic : Topic.values()) {
      specs.add(new TopicSpec(topic.name(options.prefix()), topic.partitions(), config(topic)));
    }
    TopicAdmin.ensure(options.kafka(), specs);
  }

  private static Map<String, String> config(Topic topic) {
    Map<String, String> config = new LinkedHashMap<>();
    config.put("cleanup.policy", topic.cleanUp().setting());
    config.put("message.timestamp.type", topic.timestampType().setting());
    config.put("max.message.bytes", String.valueOf(topic.maxMessageBytes()));
    Duration retention = topic.retention();
    if (retention != null) {
      config.put("retention.ms", String.valueOf(retention.toMillis()));
    }
    return config;
  }
}
