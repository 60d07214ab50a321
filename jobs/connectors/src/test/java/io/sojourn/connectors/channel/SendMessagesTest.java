package io.sojourn.connectors.channel;

import static io.sojourn.connectors.channel.Deliveries.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.channel.Backoff;
import io.sojourn.core.channel.Outcome;
import java.time.Duration;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SendMessagesTest extends SendMessagesFixture {
  private static final SendResult BUSY = SendResult.temporary("BUSY");

  /** A checkpoint with nothing in flight, after which {@code ids} were sent. */
  private static OperatorSubtaskState sentAfterCheckpoint(String... ids) throws Exception {
    try (SendHarness send = start(null)) {
      OperatorSubtaskState state = send.snapshot();
      for (String id : ids) {
        send.process(delivery(id));
      }
      send.until(() -> send.outcomes().size() == ids.length);
      return state;
    }
  }

  @Test
  void sendsAndWritesWhatBecameOfIt() throws Exception {
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.process(delivery("b"));
      send.until(() -> send.outcomes().size() == 2);
    }
    assertThat(client.taken()).containsExactlyInAnyOrder("a", "b");
    assertThat(ledger.outcomes()).hasSize(2);
    assertThat(ledger.outcome("a"))
        .isEqualTo(
            new Outcome(
                SendHarness.NOW,
                "a",
                "cart",
                "i-a",
                "remind",
                "email",
                Outcome.Status.SENT,
                "SENT",
                1));
  }

  @Test
  void writesWhyADeliveryWasRefused() throws Exception {
    try (SendHarness send = start(null)) {
      send.process(Deliveries.refused("a", "TEMPLATE_UNKNOWN"));
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(client.tried()).isEmpty();
    assertThat(ledger.outcome("a").status()).isEqualTo(Outcome.Status.FAILED);
    assertThat(ledger.outcome("a").code()).isEqualTo("TEMPLATE_UNKNOWN");
    assertThat(ledger.outcome("a").attempt()).isZero();
  }

  @Test
  void triesAgainUntilItIsSent() throws Exception {
    client.answerNext(BUSY);
    client.answerNext(BUSY);
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(ledger.outcome("a").status()).isEqualTo(Outcome.Status.SENT);
    assertThat(ledger.outcome("a").attempt()).isEqualTo(3);
  }

  @Test
  void givesUpAfterTheLastAttempt() throws Exception {
    for (int i = 0; i < 3; i++) {
      client.answerNext(BUSY);
    }
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(client.tried()).hasSize(3);
    assertThat(ledger.outcome("a").status()).isEqualTo(Outcome.Status.FAILED);
    assertThat(ledger.outcome("a").code()).isEqualTo("BUSY");
  }

  @Test
  void triesNoSecondTimeWhatCanNeverBeSent() throws Exception {
    client.answerNext(SendResult.permanent("GONE"));
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(client.tried()).hasSize(1);
    assertThat(ledger.outcome("a").code()).isEqualTo("GONE");
  }

  @Test
  void checkpointsWithoutWaitingForTheProvider() throws Exception {
    client.hold();
    OperatorSubtaskState state;
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.until(() -> client.tried().size() == 1);
      state = send.snapshot();
      assertThat(client.taken()).isEmpty();
    }
    client.release();
    try (SendHarness send = start(state)) {
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(client.taken()).containsExactly("a");
  }

  @Test
  void remembersTheAttemptsOfWhatWasInFlight() throws Exception {
    client.answerNext(BUSY);
    Backoff slow = new Backoff(2, Duration.ofHours(1), Duration.ofHours(1));
    SendMessagesFactory patient =
        new SendMessagesFactory(
            new SendSettings(1, 10, slow, Duration.ofMillis(300)),
            e -> client,
            () -> ledger,
            FeedbackReporter.NONE);
    OperatorSubtaskState state;
    try (SendHarness send = new SendHarness(patient, null)) {
      send.process(delivery("a"));
      send.until(() -> client.tried().size() == 1);
      client.hold();
      send.process(delivery("b"));
      send.until(() -> client.tried().size() == 2);
      state = send.snapshot();
    }
    client.release();
    client.answerNext(BUSY);
    client.answerNext(BUSY);
    try (SendHarness send = new SendHarness(patient, state)) {
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(ledger.outcome("a").attempt()).isEqualTo(2);
    assertThat(ledger.outcome("a").status()).isEqualTo(Outcome.Status.FAILED);
  }

  @Test
  void sendsNothingAgainThatTheLedgerShows() throws Exception {
    client.hold();
    OperatorSubtaskState state;
    try (SendHarness send = start(null)) {
      send.process(delivery("in-flight"));
      state = send.snapshot();
      client.release();
      send.process(delivery("after"));
      send.until(() -> send.outcomes().size() == 2);
    }
    try (SendHarness send = start(state)) {
      send.process(delivery("after"));
      send.process(delivery("new"));
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(client.taken()).containsExactlyInAnyOrder("in-flight", "after", "new");
  }

  @Test
  void remembersTheLedgerOverASecondRestart() throws Exception {
    OperatorSubtaskState first = sentAfterCheckpoint("a", "b");
    OperatorSubtaskState second;
    try (SendHarness send = start(first)) {
      second = send.snapshot();
    }
    try (SendHarness send = start(second)) {
      send.process(delivery("a"));
      send.process(delivery("b"));
      send.process(delivery("c"));
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(client.taken()).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void readsOldOutcomesNoMoreOnceTheirCommandsCameAgain() throws Exception {
    OperatorSubtaskState first = sentAfterCheckpoint("a", "b");
    OperatorSubtaskState second;
    try (SendHarness send = start(first)) {
      assertThat(ledger.scanned()).isEqualTo(2);
      send.watermark(SendHarness.NOW + SettledCommands.CLOCK_SKEW.toMillis());
      second = send.snapshot();
    }
    start(second).close();
    assertThat(ledger.scanned()).isZero();
  }

  @Test
  void aQuietSubtaskDoesNotHoldTheLedgerPositionBack() throws Exception {
    OperatorSubtaskState state;
    try (SendHarness quiet = start(null);
        SendHarness busy = start(null)) {
      busy.process(delivery("a"));
      busy.until(() -> busy.outcomes().size() == 1);
      quiet.snapshot();
      state = quiet.snapshot();
    }
    start(state).close();
    assertThat(ledger.scanned()).isZero();
  }

  @Test
  void keepsADeliveryUntilTheLedgerHasAcknowledgedIt() throws Exception {
    ledger.hold();
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.until(() -> ledger.outcomes().size() == 1);
      OperatorSubtaskState state = send.snapshot();
      assertThat(send.outcomes()).isEmpty();

      start(state).close();
      assertThat(ledger.scanned()).isEqualTo(1);
      ledger.release();
      send.until(() -> send.outcomes().size() == 1);
    }
    assertThat(client.taken()).containsExactly("a");
  }

  @Test
  void restartsTheJobWhenTheLedgerFails() throws Exception {
    ledger.breakDown();
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      assertThatThrownBy(() -> send.until(() -> false)).hasRootCauseMessage("broken by the test");
    }
  }

  @Test
  void aProviderThatIsDownUsesUpNobodysAttempts() throws Exception {
    for (int i = 0; i < CircuitBreaker.FAILURES + 1; i++) {
      client.answerNext(SendResult.unavailable("CONNECT_FAILED"));
    }
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.process(delivery("b"));
      send.process(delivery("c"));
      send.endInput();
    }
    assertThat(client.taken()).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(ledger.outcomes())
        .allMatch(outcome -> outcome.status() == Outcome.Status.SENT)
        .allMatch(outcome -> outcome.attempt() <= 3);
  }

  @Test
  void comesBackWhenTheProviderSaidSo() throws Exception {
    Duration pause = Duration.ofMillis(300);
    for (int i = 0; i < 4; i++) {
      client.answerNext(BUSY.after(pause));
    }
    long began = System.nanoTime();
    try (SendHarness send = start(null)) {
      send.process(delivery("a"));
      send.endInput();
    }
    assertThat(System.nanoTime() - began).isGreaterThan(4 * pause.toNanos());
    assertThat(ledger.outcome("a").status()).isEqualTo(Outcome.Status.SENT);
    assertThat(ledger.outcome("a").attempt()).as("no fault of the message").isEqualTo(1);
  }

  @Test
  void saysOfAMessageThatItCameTooLate() throws Exception {
    try (SendHarness send = start(null)) {
      send.process(delivery("in-time"));
      send.until(() -> send.outcomes().size() == 1);
      send.now(SendHarness.NOW + 2);
      send.process(delivery("late"));
      send.until(() -> send.outcomes().size() == 2);
    }
    assertThat(client.tried()).containsExactly("in-time");
    assertThat(ledger.outcome("late").status()).isEqualTo(Outcome.Status.FAILED);
    assertThat(ledger.outcome("late").code()).isEqualTo(Outcome.EXPIRED);
  }

  @Test
  void finishesWhatIsWithTheProviderWhenItStops() throws Exception {
    OperatorSubtaskState state;
    try (SendHarness send = start(null)) {
      for (int i = 0; i < 20; i++) {
        send.process(delivery("m" + i));
      }
      state = send.snapshot();
    }
    int before = client.taken().size();
    assertThat(ledger.outcomes()).hasSize(before);

    try (SendHarness send = start(state)) {
      send.until(() -> ledger.outcomes().size() == 20);
    }
    assertThat(client.taken()).hasSize(20).doesNotHaveDuplicates();
  }

  @Test
  void sendsEachInFlightMessageOnceAfterRescaling() throws Exception {
    client.hold();
    OperatorSubtaskState state;
    try (SendHarness send = new SendHarness(factory(1, 100), null)) {
      for (int i = 0; i < 10; i++) {
        send.process(delivery("m" + i));
      }
      send.until(() -> client.tried().size() == 1);
      state = send.snapshot();
      client.release();
      send.until(() -> send.outcomes().size() >= 1);
    }
    try (SendHarness left = new SendHarness(factory(1, 100), SendHarness.split(state, 2, 0), 2, 0);
        SendHarness right =
            new SendHarness(factory(1, 100), SendHarness.split(state, 2, 1), 2, 1)) {
      left.until(
          () -> {
            right.drain();
            return ledger.outcomes().size() == 10;
          });
    }
    List<String> all = List.of("m0", "m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9");
    assertThat(client.taken()).containsExactlyInAnyOrderElementsOf(all);
  }
}
