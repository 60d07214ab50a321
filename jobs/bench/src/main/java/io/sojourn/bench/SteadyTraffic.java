package io.sojourn.bench;

import io.sojourn.app.demo.TrafficGenerator;
import io.sojourn.app.demo.TrafficRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;

/** Sends traffic record by record, each when its time has come. */
final class SteadyTraffic {
  private final Properties kafka;
  private final TrafficMix mix;
  private final int rate;
  private final double logIns;
  private final Duration logInsAfter;

  /**
   * @param rate records per second, on average
   */
  SteadyTraffic(Properties kafka, TrafficMix mix, int rate) {
    this(kafka, mix, rate, 0, Duration.ZERO);
  }

  private SteadyTraffic(
      Properties kafka, TrafficMix mix, int rate, double logIns, Duration logInsAfter) {
    this.kafka = kafka;
    this.mix = mix;
    this.rate = rate;
    this.logIns = logIns;
    this.logInsAfter = logInsAfter;
  }

  /**
   * The same rate, but some records are log-ins on one device, each by another customer.
   *
   * @param perSecond how many, less than the rate
   * @param after from when on
   */
  SteadyTraffic withHotDevice(double perSecond, Duration after) {
    return new SteadyTraffic(kafka, mix, rate, perSecond, after);
  }

  /** Sends for so long, and returns how many records were sent. */
  long send(String topic, Duration time, Progress progress) throws BenchFailure {
    long start = System.currentTimeMillis();
    long end = start + time.toMillis();
    TrafficGenerator usual =
        new TrafficGenerator(mix.settings(Long.MAX_VALUE, start, rate - logIns));
    TrafficRecord next = usual.next();
    long loggedIn = 0;
    long sent = 0;
    try (EventProducer producer = new EventProducer(kafka, 0, 16 * 1024)) {
      while (true) {
        long logInAt =
            logIns == 0
                ? Long.MAX_VALUE
                : start + logInsAfter.toMillis() + (long) (loggedIn * 1000 / logIns);
        TrafficRecord record = next;
        if (logInAt < next.at()) {
          record = logIn(loggedIn++, logInAt);
        } else {
          next = usual.next();
        }
        if (record.at() >= end) {
          break;
        }
        producer.sendWhenDue(topic, record);
        sent++;
        if (sent % rate == 0) {
          progress.show("sent %,d events at %,d/s".formatted(sent, rate));
        }
      }
      producer.finish();
    }
    return sent;
  }

  private static TrafficRecord logIn(long number, long at) {
    String device = "9".repeat(38);
    return new TrafficRecord(
        at,
        device,
        """
        {"_id":"hot-%1$d","eventType":"userAccount.login","timestamp":"%2$s","identityMap":{\
        "CRMID":[{"id":"hot-%1$d"}],"ECID":[{"id":"%3$s"}]}}\
        """
            .formatted(number, Instant.ofEpochMilli(at), device));
  }
}
