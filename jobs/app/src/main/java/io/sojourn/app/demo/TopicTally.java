package io.sojourn.app.demo;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.flink.convert.OutcomeCodec;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Reads the topics into a {@link Tally}: profiles from their beginning, the others from a place.
 */
final class TopicTally {
  /** What grows with traffic. */
  static final Topic[] FLOWS = {
    Topic.EVENTS,
    Topic.QUALIFICATIONS,
    Topic.COMMANDS_EMAIL,
    Topic.JOURNEY_STEPS,
    Topic.OUTCOMES,
    Topic.REJECTIONS
  };

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final List<Topic> OUTPUTS =
      List.of(
          Topic.PROFILES,
          Topic.QUALIFICATIONS,
          Topic.COMMANDS_EMAIL,
          Topic.JOURNEY_STEPS,
          Topic.REJECTIONS);

  private final JobOptions options;
  private final TopicReader reader;
  private final OutputDecoder outputs = new OutputDecoder();
  private final OutcomeCodec outcomes = new OutcomeCodec();

  TopicTally(JobOptions options) {
    this.options = options;
    this.reader = new TopicReader(options.kafka(), PATIENCE);
  }

  /** Adds what lies behind the positions, up to the ends that the topics have now. */
  void read(TopicPositions from, Tally tally) {
    TopicPositions now = TopicPositions.now(options.kafka(), options.prefix(), Topic.EVENTS);
    tally.events(now.since(from, Topic.EVENTS));
    for (Topic topic : OUTPUTS) {
      Map<Integer, Long> start = topic == Topic.PROFILES ? Map.of() : from.of(topic);
      reader.read(name(topic), start, each -> output(topic, each, tally));
    }
    reader.read(
        name(Topic.OUTCOMES),
        from.of(Topic.OUTCOMES),
        each -> {
          if (each.value() != null) {
            tally.outcome(outcomes.decode(each.value()));
          }
        });
  }

  private void output(Topic topic, LogRecord each, Tally tally) {
    OutputRecord record = new OutputRecord(topic, each.key(), each.value(), each.timestamp());
    tally.output(outputs.decode(record), each.timestamp());
  }

  private String name(Topic topic) {
    return topic.name(options.prefix());
  }
}
