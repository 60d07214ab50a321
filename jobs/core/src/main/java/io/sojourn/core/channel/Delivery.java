package io.sojourn.core.channel;

import io.sojourn.core.output.Command;
import org.jspecify.annotations.Nullable;

/**
 * A command on its last mile: a message and the endpoint it goes through, or the reason why there
 * is none.
 *
 * @param instance id of the journey instance
 * @param about whose events tell what becomes of it; null if nobody asks
 * @param transactional whether it goes before marketing
 * @param expires until when it may be sent, epoch milliseconds
 * @param refusal code of the reason why it cannot be sent, or null
 * @param endpoint what it is sent through; null exactly when refused
 * @param message what is sent; null exactly when refused
 */
public record Delivery(
    String commandId,
    String journey,
    String instance,
    String step,
    String channel,
    Feedback.@Nullable Subject about,
    boolean transactional,
    long expires,
    @Nullable String refusal,
    @Nullable Endpoint endpoint,
    @Nullable OutgoingMessage message) {

  public Delivery {
    boolean refused = refusal != null;
    if (refused == (endpoint != null) || refused == (message != null)) {
      throw new IllegalArgumentException(
          "A delivery has either an endpoint and a message, or a refusal");
    }
  }

  /** Of a message that can be sent. */
  static Delivery of(
      Command command,
      Feedback.@Nullable Subject about,
      Endpoint endpoint,
      OutgoingMessage message) {
    return of(command, about, null, endpoint, message);
  }

  /** Of one that cannot. */
  static Delivery refused(Command command, Feedback.@Nullable Subject about, String code) {
    return of(command, about, code, null, null);
  }

  private static Delivery of(
      Command command,
      Feedback.@Nullable Subject about,
      @Nullable String refusal,
      @Nullable Endpoint endpoint,
      @Nullable OutgoingMessage message) {
    return new Delivery(
        command.commandId(),
        command.journey(),
        command.instance(),
        command.step(),
        command.channel(),
        about,
        command.messageClass().equals("transactional"),
        endpoint == null ? Long.MAX_VALUE : command.at() + endpoint.validity().toMillis(),
        refusal,
        endpoint,
        message);
  }

  /** The outcome of this delivery, see {@link Outcome}. */
  public Outcome outcome(long at, Outcome.Status status, String code, int attempt) {
    return new Outcome(at, commandId, journey, instance, step, channel, status, code, attempt);
  }

  /** Messages carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "Delivery[" + commandId + (refusal == null ? "]" : " refused: " + refusal + "]");
  }
}
