package io.sojourn.app.demo;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.event.OutputJson;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Topic;
import io.sojourn.schema.WireException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The newest records of a topic as lines that a person can read. */
final class TopicLines {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final OutputDecoder outputs = new OutputDecoder();
  private final SingleObject codec = new SingleObject();

  /**
   * The topic with this name without the prefix.
   *
   * @throws CommandFailure if there is none
   */
  static Topic named(String name) {
    return Arrays.stream(Topic.values())
        .filter(topic -> topic.shortName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    "no topic is named "
                        + name
                        + "; there are "
                        + String.join(
                            ", ", Arrays.stream(Topic.values()).map(Topic::shortName).toList())));
  }

  /** At most so many lines, those of the newest records by log time, oldest first. */
  List<String> newest(JobOptions options, Topic topic, int count) {
    Deque<LogRecord> newest = new ArrayDeque<>();
    new TopicReader(options.kafka(), PATIENCE)
        .read(
            topic.name(options.prefix()),
            each -> {
              newest.addLast(each);
              // Partitions come one after the other, so twice as many are looked at as are shown.
              if (newest.size() > 2 * count * topic.partitions()) {
                newest.removeFirst();
              }
            });
    List<LogRecord> sorted =
        newest.stream().sorted((a, b) -> Long.compare(a.timestamp(), b.timestamp())).toList();
    return sorted.subList(Math.max(0, sorted.size() - count), sorted.size()).stream()
        .map(each -> line(topic, each))
        .toList();
  }

  private String line(Topic topic, LogRecord each) {
    byte[] value = each.value();
    if (value == null) {
      return "(deleted)";
    }
    try {
      return switch (topic) {
        case EVENTS ->
            SingleObject.isSingleObject(value)
                ? codec.decode(value).toString()
                : new String(value, StandardCharsets.UTF_8);
        case ASSIGNMENTS,
            QUALIFICATIONS,
            JOURNEY_STEPS,
            PROFILES,
            COMMANDS_EMAIL,
            COMMANDS_HTTP,
            CONTENT,
            REJECTIONS ->
            OutputJson.line(
                outputs.decode(new OutputRecord(topic, each.key(), value, each.timestamp())));
        case DEFINITIONS, OUTCOMES, IDENTITY_COMMANDS, IDENTITY_GRAPHS ->
            codec.decode(value).toString();
        case IDENTITY_CONTROL, PERSON_MOVES -> value.length + " bytes";
      };
    } catch (WireException e) {
      return "(" + e.getMessage() + ")";
    }
  }
}
