package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Outcome;
import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What {@link SendMessages} counts. Any thread may count. */
final class SendMetrics {
  private static final int HISTOGRAM_WINDOW = 1024;

  private final Counter sent;
  private final Counter failed;
  private final Counter expired;
  private final Counter retried;
  private final Counter skipped;
  private final Counter feedback;
  private final Histogram sendMillis;

  /**
   * The gauges are read by Flink's reporters while the task's thread changes what they show: they
   * may be a little off.
   */
  SendMetrics(
      MetricGroup group, Gauge<Integer> inFlight, Gauge<Long> parked, Gauge<Integer> circuits) {
    group.gauge("messagesInFlight", inFlight);
    group.gauge("messagesParked", parked);
    group.gauge("circuitsOpen", circuits);
    sent = group.counter("messagesSent", new ThreadSafeSimpleCounter());
    failed = group.counter("messagesFailed", new ThreadSafeSimpleCounter());
    expired = group.counter("messagesExpired", new ThreadSafeSimpleCounter());
    retried = group.counter("messagesRetried", new ThreadSafeSimpleCounter());
    skipped = group.counter("messagesSkippedAlreadySent", new ThreadSafeSimpleCounter());
    feedback = group.counter("feedbackEvents", new ThreadSafeSimpleCounter());
    sendMillis =
        group.histogram("sendMillis", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
  }

  void settled(Outcome outcome) {
    if (outcome.status() == Outcome.Status.SENT) {
      sent.inc();
    } else {
      (outcome.code().equals(Outcome.EXPIRED) ? expired : failed).inc();
    }
  }

  /** An outcome was told as an event. */
  void told() {
    feedback.inc();
  }

  void retried() {
    retried.inc();
  }

  void skippedAlreadySent() {
    skipped.inc();
  }

  void answered(Duration took) {
    sendMillis.update(took.toMillis());
  }
}
