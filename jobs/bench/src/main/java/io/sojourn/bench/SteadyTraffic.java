package io.sojourn.bench;

import io.sojourn.app.demo.TrafficGenerator;
import io.sojourn.app.demo.TrafficRecord;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/** Sends traffic record by record, each when its time has come. */
final class SteadyTraffic {
  private static final long PAUSE_NANOS = 200_000;

  private final Properties kafka;
  private final TrafficMix mix;
  private final int rate;

  /**
   * @param rate records per second, on average
   */
  SteadyTraffic(Properties kafka, TrafficMix mix, int rate) {
    this.kafka = kafka;
    this.mix = mix;
    this.rate = rate;
  }

  /** Sends for so long, and returns how many records were sent. */
  long send(String topic, Duration time, Progress progress) throws BenchFailure {
    long start = System.currentTimeMillis();
    long end = start + time.toMillis();
    TrafficGenerator traffic = new TrafficGenerator(mix.settings(Long.MAX_VALUE, start, rate));
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
