package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Backoff;
import java.time.Duration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** A provider and a ledger in memory, and the operator between them. */
abstract class SendMessagesFixture {
  private static final Backoff BACKOFF = new Backoff(3, Duration.ofMillis(1), Duration.ofMillis(2));

  // Static, so that the factory holds nothing that is not serializable.
  static RecordingChannelClient client;
  static InMemoryLedger ledger;

  @BeforeEach
  void begin() {
    client = new RecordingChannelClient();
    ledger = new InMemoryLedger();
  }

  static SendMessagesFactory factory(int threads, int capacity) {
    return new SendMessagesFactory(
        new SendSettings(threads, capacity, BACKOFF, Duration.ofMillis(300)),
        endpoint -> client,
        () -> ledger,
        FeedbackReporter.NONE);
  }

  static SendHarness start(@Nullable OperatorSubtaskState state) throws Exception {
    return new SendHarness(factory(2, 100), state);
  }
}
