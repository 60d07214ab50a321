package io.sojourn.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.connectors.kafka.SplitClock.End;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

final class SplitClockTest {
  private static final long SLACK = 100;
  private static final long NOON = 1_700_000_000_000L;

  private final SplitClock clock =
      new SplitClock(new KafkaPartitionSplit(new TopicPartition("t", 0), 10));

  @Test
  void knowsNoTimeAtFirst() {
    assertThat(clock.time(SLACK)).isEqualTo(SplitClock.UNKNOWN);
  }

  @Test
  void isJustBeforeTheLastRecord() {
    emit(10, 5_000);

    assertThat(clock.time(SLACK)).isEqualTo(4_999);
  }

  @Test
  void neverGoesBack() {
    emit(10, 5_000);
    emit(11, 3_000);

    assertThat(clock.time(SLACK)).isEqualTo(4_999);
  }

  @Test
  void followsTheWallClockAtItsEnd() {
    clock.onEnd(new End(10, NOON));

    assertThat(clock.time(SLACK)).isEqualTo(NOON - SLACK);
  }

  @Test
  void staysBehindUntilTheLastRecordBelowTheEndIsHandedOn() {
    clock.onEnd(new End(12, NOON));
    emit(10, 5_000);
    assertThat(clock.time(SLACK)).isEqualTo(4_999);

    emit(11, 6_000);
    assertThat(clock.time(SLACK)).isEqualTo(NOON - SLACK);
  }

  @Test
  void aLaterEndThatIsFartherAwayTakesNothingBack() {
    clock.onEnd(new End(10, NOON));
    assertThat(clock.time(SLACK)).isEqualTo(NOON - SLACK);

    clock.onEnd(new End(50, NOON + 1_000));
    assertThat(clock.time(SLACK)).isEqualTo(NOON - SLACK);
  }

  @Test
  void anUnresolvedStartIsBehindEveryOffset() {
    SplitClock unresolved =
        new SplitClock(
            new KafkaPartitionSplit(
                new TopicPartition("t", 0), KafkaPartitionSplit.EARLIEST_OFFSET));
    unresolved.onEnd(new End(0, NOON));
    assertThat(unresolved.time(SLACK)).isEqualTo(SplitClock.UNKNOWN);

    unresolved.onEnd(new End(KafkaPartitionSplit.EARLIEST_OFFSET, NOON));
    assertThat(unresolved.time(SLACK)).isEqualTo(NOON - SLACK);
  }

  private void emit(long offset, long timestamp) {
    clock.onRecord(new LogRecord("t", 0, offset, timestamp, null, null, null));
  }
}
