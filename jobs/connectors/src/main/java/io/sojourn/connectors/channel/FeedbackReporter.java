package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Feedback;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/**
 * Tells the customer's journeys what became of a message. What was told once may be told again,
 * with the same id. Any thread may tell.
 */
public interface FeedbackReporter extends AutoCloseable {

  /** For a job whose outcomes nobody waits for. */
  Factory NONE =
      () ->
          new FeedbackReporter() {
            @Override
            public CompletableFuture<Void> tell(Feedback.Told told) {
              return CompletableFuture.completedFuture(null);
            }

            @Override
            public void close() {
              // there is nothing to close
            }
          };

  /**
   * Complete when it cannot be lost any more. May block while the receiver is away, so it is not
   * for a task's thread.
   */
  CompletableFuture<Void> tell(Feedback.Told told);

  /** Waits, within a bound, until what was told is acknowledged. */
  @Override
  void close();

  /** Opens the reporter on the machine that sends. */
  @FunctionalInterface
  interface Factory extends Serializable {
    FeedbackReporter open();
  }
}
