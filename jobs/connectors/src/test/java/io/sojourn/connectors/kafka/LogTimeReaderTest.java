package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LogTimeReaderTest {
  private static final KafkaPartitionSplit SPLIT =
      new KafkaPartitionSplit(new TopicPartition("t", 0), 0);

  private final OneRecordReader records = new OneRecordReader();
  private final RecordingOutput output = new RecordingOutput();
  private final LogTimeReader reader =
      new LogTimeReader(
          records,
          LogClock.event().withIdleAfter(Duration.ofMillis(1)),
          new EndProbe(new Properties(), "unused"));

  @AfterEach
  void close() throws Exception {
    reader.close();
  }

  @Test
  void wakesUpAtEveryTickWithoutRecords() throws Exception {
    reader.start();

    reader.isAvailable().get(10, TimeUnit.SECONDS);
    reader.isAvailable().get(10, TimeUnit.SECONDS);

    assertThat(records.available).isNotDone();
  }

  @Test
  void isActiveAgainWithItsFirstPartition() throws Exception {
    reader.start();
    while (output.seen.isEmpty()) {
      reader.isAvailable().get(10, TimeUnit.SECONDS);
      reader.pollNext(output);
    }
    assertThat(output.seen).containsExactly("idle");

    reader.addSplits(List.of(SPLIT));
    reader.pollNext(output);
    assertThat(output.seen).containsExactly("idle", "active");

    records.next = new LogRecord("t", 0, 0, 5_000, null, null, null);
    reader.pollNext(output);
    reader.pollNext(output);
    assertThat(output.seen).containsExactly("idle", "active", "record 5000", "time 4999");
  }

  @Test
  void aFinishedPartitionNoLongerHoldsTimeBack() throws Exception {
    KafkaPartitionSplit other = new KafkaPartitionSplit(new TopicPartition("t", 1), 0);
    reader.addSplits(List.of(SPLIT, other));
    records.next = new LogRecord("t", 0, 0, 5_000, null, null, null);
    reader.pollNext(output);
    reader.pollNext(output);
    assertThat(output.seen).containsExactly("record 5000");

    records.finished = other.splitId();
    reader.pollNext(output);

    assertThat(output.seen).containsExactly("record 5000", "time 4999");
  }

  /** Delivers what the test puts into its fields, for the first split. */
  private static final class OneRecordReader
      implements SourceReader<LogRecord, KafkaPartitionSplit> {
    private final CompletableFuture<Void> available = new CompletableFuture<>();
    private LogRecord next;
    private String finished;
    private SourceOutput<LogRecord> splitOutput;

    @Override
    public InputStatus pollNext(ReaderOutput<LogRecord> output) {
      if (finished != null) {
        output.releaseOutputForSplit(finished);
        finished = null;
      }
      if (next == null) {
        return InputStatus.NOTHING_AVAILABLE;
      }
      if (splitOutput == null) {
        splitOutput = output.createOutputForSplit(SPLIT.splitId());
      }
      splitOutput.collect(next, next.timestamp());
      next = null;
      return InputStatus.MORE_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
      return available;
    }

    @Override
    public void start() {}

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
      return List.of();
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {}

    @Override
    public void notifyNoMoreSplits() {}

    @Override
    public void close() {}
  }

  /** Writes down what a reader says, in words. */
  private static final class RecordingOutput implements ReaderOutput<LogRecord> {
    private final List<String> seen = new ArrayList<>();

    @Override
    public void collect(LogRecord element) {
      seen.add("record without time");
    }

    @Override
    public void collect(LogRecord element, long timestamp) {
      seen.add("record " + timestamp);
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      seen.add("time " + watermark.getTimestamp());
    }

    @Override
    public void markIdle() {
      seen.add("idle");
    }

    @Override
    public void markActive() {
      seen.add("active");
    }

    @Override
    public SourceOutput<LogRecord> createOutputForSplit(String splitId) {
      return this;
    }

    @Override
    public void releaseOutputForSplit(String splitId) {}
  }
}
