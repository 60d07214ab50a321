package io.sojourn.core.channel;

import org.jspecify.annotations.Nullable;

/**
 * An e-mail.
 *
 * @param commandId the provider's idempotency key
 * @param recipient the address
 * @param from the sender
 * @param html the HTML part, or null
 * @param text the text part, or null
 * @param unsubscribe the address by which the recipient is written to no more, or null
 */
public record OutgoingMail(
    String commandId,
    String sandbox,
    String recipient,
    String from,
    String subject,
    @Nullable String html,
    @Nullable String text,
    @Nullable String unsubscribe)
    implements OutgoingMessage {

  /** Messages carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "OutgoingMail[" + commandId + "]";
  }
}
