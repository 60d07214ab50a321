package io.sojourn.connectors.kafka;

import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Hands everything on, and tells a partition's clock about each of its records. */
final class TimedOutput implements ReaderOutput<LogRecord> {
  private final ReaderOutput<LogRecord> output;
  private final Map<String, SplitClock> splits;

  /**
   * @param splits the clocks by split id; those of finished splits are removed
   */
  TimedOutput(ReaderOutput<LogRecord> output, Map<String, SplitClock> splits) {
    this.output = output;
    this.splits = splits;
  }

  boolean wraps(ReaderOutput<LogRecord> other) {
    return output == other;
  }

  @Override
  public SourceOutput<LogRecord> createOutputForSplit(String splitId) {
    SplitClock clock = Objects.requireNonNull(splits.get(splitId), "unknown split");
    return new TimedSplitOutput(output.createOutputForSplit(splitId), clock);
  }

  @Override
  public void releaseOutputForSplit(String splitId) {
    splits.remove(splitId);
    output.releaseOutputForSplit(splitId);
  }

  @Override
  public void collect(LogRecord element) {
    output.collect(element);
  }

  @Override
  public void collect(LogRecord element, long timestamp) {
    output.collect(element, timestamp);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    output.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    output.markIdle();
  }

  @Override
  public void markActive() {
    output.markActive();
  }

  private record TimedSplitOutput(SourceOutput<LogRecord> output, SplitClock clock)
      implements SourceOutput<LogRecord> {
    @Override
    public void collect(LogRecord element) {
      output.collect(element);
      clock.onRecord(element);
    }

    @Override
    public void collect(LogRecord element, long timestamp) {
      output.collect(element, timestamp);
      clock.onRecord(element);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      output.emitWatermark(watermark);
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }
  }
}
