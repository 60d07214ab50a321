package io.sojourn.connectors.kafka;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The time of one partition. The task thread tells it the records and asks for the time; the probe
 * thread reads the position and reports the end.
 */
final class SplitClock {
  /** The time of a partition of which nothing is known yet. */
  static final long UNKNOWN = Long.MIN_VALUE;

  private final TopicPartition partition;

  /** Next offset to be emitted, or one of the negative markers of {@link KafkaPartitionSplit}. */
  private volatile long position;

  private volatile @Nullable End end;
  private long time = UNKNOWN;

  SplitClock(KafkaPartitionSplit split) {
    this.partition = split.getTopicPartition();
    this.position = split.getStartingOffset();
  }

  /**
   * Every record appended before {@code asOf} that can be read has an offset below {@code offset}.
   *
   * @param asOf epoch milliseconds
   */
  record End(long offset, long asOf) {}

  TopicPartition partition() {
    return partition;
  }

  long position() {
    return position;
  }

  /** To be called after the record has been handed on. */
  void onRecord(LogRecord emitted) {
    position = emitted.offset() + 1;
    time = Math.max(time, emitted.timestamp() - 1);
  }

  /** Reports where the partition ended; replaces an earlier report. */
  void onEnd(End newEnd) {
    end = newEnd;
  }

  /**
   * No later record has this time or an earlier one.
   *
   * @param slack taken off the wall clock, milliseconds
   * @return epoch milliseconds, never decreasing, or {@link #UNKNOWN}
   */
  long time(long slack) {
    End known = end;
    if (known != null && position >= known.offset()) {
      time = Math.max(time, known.asOf() - slack);
    }
    return time;
  }
}
