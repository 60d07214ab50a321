package io.sojourn.bench;

import io.sojourn.app.demo.TrafficGenerator;
import io.sojourn.app.demo.TrafficRecord;
import io.sojourn.app.demo.TrafficSettings;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** Sends traffic record by record, each when its time has come. */
final class SteadyTraffic {
  private static final long PAUSE_NANOS = 200_000;

  private final Properties kafka;
  private final long seed;
  private final int persons;
  private final int rate;

  /**
   * @param rate records per second, on average
   */
  SteadyTraffic(Properties kafka, long seed, int persons, int rate) {
    this.kafka = kafka;
    this.seed = seed;
    this.persons = persons;
    this.rate = rate;
  }

  /** Sends for so long, and returns how many records were sent. */
  long send(String topic, Duration time, Progress progress) throws BenchFailure {
    long start = System.currentTimeMillis();
    long end = start + time.toMillis();
    TrafficSettings settings =
        TrafficSettings.demo(persons, Long.MAX_VALUE, seed, start, rate)
            .withTimeScale(Preload.TIME_SCALE);
    TrafficGenerator traffic = new TrafficGenerator(settings);
    long sent = 0;
    try (EventProducer producer = new EventProducer(kafka, 0, 16 * 1024)) {
      for (TrafficRecord record = traffic.next(); record.at() < end; record = traffic.next()) {
        while (System.currentTimeMillis() < record.at()) {
          LockSupport.parkNanos(PAUSE_NANOS);
        }
        producer.send(topic, null, record);
        sent++;
        if (sent % rate == 0) {
          progress.show("sent %,d events at %,d/s".formatted(sent, rate));
        }
      }
      producer.finish();
    }
    return sent;
  }
}
