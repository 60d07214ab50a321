package io.sojourn.core.channel;

import org.jspecify.annotations.Nullable;

/**
 * A message as a provider gets it.
 *
 * @param commandId the provider's idempotency key
 * @param recipient the address on the channel
 * @param from the sender
 * @param html the HTML part, or null
 * @param text the text part, or null
 */
public record OutgoingMessage(
    String commandId,
    String sandbox,
    String recipient,
    String from,
    String subject,
    @Nullable String html,
    @Nullable String text) {

  /** Messages carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "OutgoingMessage[" + commandId + "]";
  }
}
