package io.sojourn.bench;

import io.sojourn.app.demo.TrafficGenerator;
import io.sojourn.app.demo.TrafficRecord;
import io.sojourn.schema.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

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
    long most = events.values().stream().mapToLong(Long::longValue).max().orElse(0);
    TrafficGenerator traffic = new TrafficGenerator(mix.settings(most, START, RATE));
    Map<String, Long> open = new TreeMap<>(events);
    try (EventProducer producer = new EventProducer(kafka, 20, 256 * 1024)) {
      for (long i = 0; i < most; i++) {
        TrafficRecord record = traffic.next();
        for (String prefix : prefixes(open, i)) {
          producer.send(Topic.EVENTS.name(prefix), record.at(), record);
        }
        if (i % SHOW_EVERY == 0) {
          progress.show("preloading %,d of %,d events".formatted(i, most));
        }
      }
      producer.finish();
    }
  }

  private static List<String> prefixes(Map<String, Long> open, long index) {
    open.values().removeIf(count -> count <= index);
    return new ArrayList<>(open.keySet());
  }
}
