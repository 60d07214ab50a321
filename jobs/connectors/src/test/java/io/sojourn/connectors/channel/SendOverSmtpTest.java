package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.connectors.channel.email.ScriptedSmtpServer;
import io.sojourn.connectors.channel.email.SmtpClient;
import io.sojourn.connectors.channel.email.SmtpTimeouts;
import io.sojourn.core.channel.Backoff;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The send operator, the SMTP client and a real SMTP server together. */
@Timeout(60)
class SendOverSmtpTest {
  private static final List<String> IDS = IntStream.range(0, 60).mapToObj(i -> "m" + i).toList();
  private static InMemoryLedger ledger;

  private final SendMessagesFactory factory =
      new SendMessagesFactory(
          new SendSettings(
              4,
              100,
              new Backoff(5, Duration.ofMillis(5), Duration.ofMillis(20)),
              Duration.ofSeconds(5)),
          endpoint -> new SmtpClient((EmailChannel) endpoint, SmtpTimeouts.STANDARD, new Secrets()),
          () -> ledger,
          FeedbackReporter.NONE);

  @BeforeEach
  void begin() {
    ledger = new InMemoryLedger();
  }

  @Test
  void everyMessageArrivesOnceOverRefusalsDropsAndARestart() throws Exception {
    try (ScriptedSmtpServer server = new ScriptedSmtpServer()) {
      for (int i = 0; i < 10; i++) {
        server.replyToRecipient(i % 2 == 0 ? 451 : ScriptedSmtpServer.DROP);
      }
      OperatorSubtaskState state;
      try (SendHarness send = new SendHarness(factory, null)) {
        for (String id : IDS.subList(0, 40)) {
          send.process(Deliveries.delivery(id, Deliveries.endpoint(server.port())));
        }
        state = send.snapshot();
        send.until(() -> send.outcomes().size() >= 10);
      }
      try (SendHarness send = new SendHarness(factory, state)) {
        for (String id : IDS.subList(40, 60)) {
          send.process(Deliveries.delivery(id, Deliveries.endpoint(server.port())));
        }
        send.endInput();
      }
      assertThat(server.commandIds()).containsExactlyInAnyOrderElementsOf(IDS);
    }
    assertThat(ledger.outcomes())
        .hasSize(IDS.size())
        .allMatch(outcome -> outcome.status() == Outcome.Status.SENT);
  }

  @Test
  void followsAChannelThatMoves() throws Exception {
    try (ScriptedSmtpServer old = new ScriptedSmtpServer();
        ScriptedSmtpServer next = new ScriptedSmtpServer();
        SendHarness send = new SendHarness(factory, null)) {
      send.process(Deliveries.delivery("a", Deliveries.endpoint(old.port())));
      send.until(() -> send.outcomes().size() == 1);
      send.process(Deliveries.delivery("b", Deliveries.endpoint(next.port())));
      send.endInput();

      assertThat(old.commandIds()).containsExactly("a");
      assertThat(next.commandIds()).containsExactly("b");
    }
  }
}
