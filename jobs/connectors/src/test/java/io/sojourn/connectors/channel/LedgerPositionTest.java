package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.connectors.channel.OutcomeLedger.Entry;
import io.sojourn.core.channel.Outcome;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerPositionTest {
  private static LedgerPosition at(long first, long second) {
    return new LedgerPosition(Map.of(0, first, 1, second));
  }

  @Test
  void theEarliestMissesNothingOfAny() {
    assertThat(LedgerPosition.earliest(List.of(at(5, 9), at(7, 3)))).isEqualTo(at(5, 3));
    assertThat(LedgerPosition.earliest(List.of(at(5, 9), new LedgerPosition(Map.of(0, 4L)))).next())
        .isEqualTo(Map.of(0, 4L));
  }

  @Test
  void aCursorMovesWithWhatIsAcknowledged() {
    LedgerCursor cursor = new LedgerCursor(at(5, 5));
    cursor.appending();
    cursor.appended(new Entry(0, 8));
    assertThat(cursor.position()).isEqualTo(at(9, 5));
  }

  @Test
  void aCursorMovesToTheEndOnlyWhenNothingIsOnItsWay() {
    LedgerCursor cursor = new LedgerCursor(at(5, 5));
    cursor.appending();
    cursor.ended(at(20, 20));
    assertThat(cursor.position()).isEqualTo(at(5, 5));

    cursor.appended(new Entry(1, 5));
    cursor.ended(at(20, 2));
    assertThat(cursor.position()).isEqualTo(at(20, 6));
  }

  @Test
  void settledCommandsHoldTheCheckpointedPositionUntilTheWatermarkHasPassed() throws Exception {
    InMemoryLedger ledger = new InMemoryLedger();
    LedgerPosition start = ledger.end().get();
    var unused =
        ledger.append(Deliveries.delivery("a").outcome(1000, Outcome.Status.SENT, "SENT", 1));
    SettledCommands settled = SettledCommands.read(ledger, start);
    long passed = 1000 + SettledCommands.CLOCK_SKEW.toMillis();

    settled.passed(passed - 1);
    assertThat(settled.contains("a")).isTrue();
    assertThat(settled.checkpointed(at(9, 9))).isEqualTo(start);

    settled.passed(passed);
    assertThat(settled.contains("a")).isFalse();
    assertThat(settled.checkpointed(at(9, 9))).isEqualTo(at(9, 9));
  }

  @Test
  void aPacerSharesARateAndAllowsNoBurst() {
    Pacer pacer = new Pacer(10, 2, 0);

    assertThat(pacer.take(0)).isZero();
    assertThat(pacer.take(0)).isEqualTo(200_000_000);
    assertThat(pacer.take(100_000_000)).isEqualTo(300_000_000);
    assertThat(pacer.take(9_000_000_000L)).isZero();
    assertThat(pacer.take(9_000_000_000L)).isEqualTo(200_000_000);
  }

  @Test
  void goesToBytesAndBack() {
    var codec = new DeliveryCodecs.OfPosition();
    assertThat(codec.decode(1, codec.encode(at(5, 1L << 40)))).isEqualTo(at(5, 1L << 40));
  }
}
