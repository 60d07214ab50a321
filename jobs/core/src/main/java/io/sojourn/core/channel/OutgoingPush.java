package io.sojourn.core.channel;

/**
 * A message to a browser.
 *
 * @param subscription {@code ENDPOINT#P256DH.AUTH}
 * @param urgent whether it should wake a device up, RFC 8030 section 5.3
 * @param content JSON for the service worker
 */
public record OutgoingPush(String commandId, String subscription, boolean urgent, String content)
    implements OutgoingMessage {

  /** Messages carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "OutgoingPush[" + commandId + "]";
  }
}
