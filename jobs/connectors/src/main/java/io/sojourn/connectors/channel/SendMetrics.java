package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Outcome;
import java.time.Duration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** What {@link SendMessages} counts. Any thread may count. */
final class SendMetrics {
  private static final int HISTOGRAM_WINDOW = 1024;

  private final Counter sent;
  private final Counter failed;
  private final Counter retried;
  private final Counter skipped;
  private final Histogram sendMillis;

  SendMetrics(MetricGroup group) {
    sent = group.counter("messagesSent", new ThreadSafeSimpleCounter());
    failed = group.counter("messagesFailed", new ThreadSafeSimpleCounter());
    retried = group.counter("messagesRetried", new ThreadSafeSimpleCounter());
    skipped = group.counter("messagesSkippedAlreadySent", new ThreadSafeSimpleCounter());
    sendMillis =
        group.histogram("sendMillis", new DescriptiveStatisticsHistogram(HISTOGRAM_WINDOW));
  }

  void settled(Outcome.Status status) {
    (status == Outcome.Status.SENT ? sent : failed).inc();
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
