package io.sojourn.core.channel;

import org.jspecify.annotations.Nullable;

/**
 * The parts of a message, ready to be sent.
 *
 * @param html the HTML part, or null
 * @param text the text part, or null
 * @param unsubscribe the address by which the recipient is written to no more, or null
 */
public record RenderedMessage(
    String subject, @Nullable String html, @Nullable String text, @Nullable String unsubscribe) {

  /** Messages carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "RenderedMessage";
  }
}
