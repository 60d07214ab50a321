package io.sojourn.bench;

import io.sojourn.app.demo.TrafficGenerator;
import io.sojourn.app.demo.TrafficRecord;
import io.sojourn.schema.Topic;
import java.util.Map;
import java.util.Properties;
import java.util.function.Predicate;

/**
 * Fills the events topics of jobs with the first records of one traffic. Records have the times of
 * the traffic, so that windows and waits see what they would see live.
 */
final class Preload {
  /** Of the traffic, in records per second of its own time. */
  static final double RATE = 20_000;

  private static final long START = 1_767_225_600_000L; // 2026-01-01T00:00:00Z
  private static final long SHOW_EVERY = 200_000;

  private final Properties kafka;
  private final TrafficMix mix;

  Preload(Properties kafka, TrafficMix mix) {
    this.kafka = kafka;
    this.mix = mix;
  }

  /**
   * Sends.
   *
   * @param events how many records each topic gets, by prefix
   */
  void fill(Map<String, Long> events, Progress progress) throws BenchFailure {
    try (EventProducer producer = new EventProducer(kafka, 20, 256 * 1024)) {
      for (Map.Entry<String, Long> topic : events.entrySet()) {
        fill(producer, Topic.EVENTS.name(topic.getKey()), topic.getValue(), progress);
      }
      producer.finish();
    }
  }

  private void fill(EventProducer producer, String topic, long events, Progress progress) {
    TrafficGenerator traffic = new TrafficGenerator(mix.settings(Long.MAX_VALUE, START, RATE));
    Predicate<TrafficRecord> wanted =
        mix.knownSets() ? new KnownSets(Drain.measuredFrom(events)) : record -> true;
    for (long sent = 0; sent < events; ) {
      TrafficRecord record = traffic.next();
      if (!wanted.test(record)) {
        continue;
      }
      producer.send(topic, record.at(), record);
      if (++sent % SHOW_EVERY == 0) {
        progress.show("preloading %,d of %,d events".formatted(sent, events));
      }
    }
  }
}
