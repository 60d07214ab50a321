package io.sojourn.connectors.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Emits the smallest time of its partitions as watermark: whenever nothing more is to be had, and
 * at every tick while records flow. A reader without partitions is silent, and idle after a while.
 */
@SuppressWarnings("try") // as its superclass
final class LogTimeReader extends DelegatingReader {
  private final LogClock clock;
  private final Map<String, SplitClock> splits = new ConcurrentHashMap<>();
  private final Ticker ticker;
  private final EndProbe probe;

  private long emitted = SplitClock.UNKNOWN;
  private long emptySince = System.nanoTime();
  private boolean idle;
  private @Nullable TimedOutput timed;

  /**
   * @param probe asked for the ends of the partitions when the clock follows the wall clock; closed
   *     with this reader
   */
  LogTimeReader(
      SourceReader<LogRecord, KafkaPartitionSplit> reader, LogClock clock, EndProbe probe) {
    super(reader);
    this.clock = clock;
    this.probe = probe;
    this.ticker = new Ticker("log-time", clock.tick(), this::tick);
  }

  @Override
  public void start() {
    super.start();
    ticker.start();
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> added) {
    added.forEach(split -> splits.put(split.splitId(), new SplitClock(split)));
    super.addSplits(added);
  }

  @Override
  public InputStatus pollNext(ReaderOutput<LogRecord> output) throws Exception {
    InputStatus status = super.pollNext(timed(output));
    boolean drained = status != InputStatus.MORE_AVAILABLE;
    probe.drained(drained);
    if (ticker.takeTick() || drained) {
      emitTime(output);
    }
    return status;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> records = super.isAvailable();
    return records.isDone()
        ? records
        : CompletableFuture.anyOf(records, ticker.nextTick()).thenAccept(any -> {});
  }

  @Override
  public void close() throws Exception {
    ticker.close();
    probe.close();
    super.close();
  }

  private void tick() {
    if (clock.wall()) {
      probe.probe(splits.values());
    }
  }

  /** Flink polls with the same output again and again. */
  private TimedOutput timed(ReaderOutput<LogRecord> output) {
    if (timed == null || !timed.wraps(output)) {
      timed = new TimedOutput(output, splits);
    }
    return timed;
  }

  private void emitTime(ReaderOutput<LogRecord> output) {
    if (splits.isEmpty()) {
      waitForSplits(output);
      return;
    }
    if (idle) {
      idle = false;
      output.markActive();
    }
    emptySince = System.nanoTime();
    long time = Long.MAX_VALUE;
    for (SplitClock split : splits.values()) {
      time = Math.min(time, split.time(clock.slack().toMillis()));
    }
    if (time > emitted) {
      emitted = time;
      output.emitWatermark(new Watermark(time));
    }
  }

  private void waitForSplits(ReaderOutput<LogRecord> output) {
    Duration empty = Duration.ofNanos(System.nanoTime() - emptySince);
    if (!idle && empty.compareTo(clock.idleAfter()) >= 0) {
      idle = true;
      output.markIdle();
    }
  }
}
