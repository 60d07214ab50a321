package io.sojourn.connectors.kafka;

import io.sojourn.connectors.kafka.SplitClock.End;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the brokers where partitions end and tells their clocks. The question is asked at a known
 * moment and answered later, and the answer counts only once the records below it have been handed
 * on: so neither back pressure nor a slow fetch is ever taken for the end. Where the brokers do not
 * answer, nothing is reported and time stands still.
 *
 * <p>The end is that of everything written, whatever the reader's isolation level: an open
 * transaction stops time until its records can be read or are aborted.
 */
final class EndProbe implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EndProbe.class);
  private static final long ANSWER_LIMIT_MILLIS = 5_000;

  private final Properties kafka;
  private final GapProbe gaps;
  private volatile boolean drained;
  private @Nullable Admin admin;
  private boolean failing;

  /**
   * @param kafka settings of the reader's consumer
   * @param clientId name of the probe's clients towards the brokers
   */
  EndProbe(Properties kafka, String clientId) {
    this.kafka = new Properties();
    this.kafka.putAll(kafka);
    this.kafka.setProperty(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
    this.gaps = new GapProbe(this.kafka);
  }

  /** Task thread: whether all records that have been fetched were handed on. */
  void drained(boolean newDrained) {
    if (drained != newDrained) {
      drained = newDrained;
    }
  }

  /** Probe thread: one question for all partitions. Never throws. */
  void probe(Collection<SplitClock> splits) {
    if (splits.isEmpty()) {
      return;
    }
    try {
      ask(List.copyOf(splits));
      failing = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | KafkaException e) {
      if (!failing && !Thread.currentThread().isInterrupted()) {
        LOG.warn("Time stands still: the brokers do not say where partitions end", e);
      }
      failing = true;
    }
  }

  /** To be called after the last probe. */
  @Override
  public void close() {
    gaps.close();
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }

  private void ask(List<SplitClock> splits)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (admin == null) {
      admin = Admin.create(kafka);
    }
    long asOf = System.currentTimeMillis();
    ListOffsetsResult answer =
        admin.listOffsets(
            splits.stream()
                .collect(Collectors.toMap(SplitClock::partition, split -> OffsetSpec.latest())));
    for (SplitClock split : splits) {
      long end =
          answer
              .partitionResult(split.partition())
              .get(ANSWER_LIMIT_MILLIS, TimeUnit.MILLISECONDS)
              .offset();
      split.onEnd(new End(lastPosition(split, end), asOf));
    }
  }

  /** The position that a reader has when nothing below {@code end} is left for it. */
  private long lastPosition(SplitClock split, long end) {
    long position = split.position();
    boolean stalled = drained && position < end;
    return stalled && gaps.isEmpty(split.partition(), position, end) ? position : end;
  }
}
