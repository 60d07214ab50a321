package io.sojourn.core.channel;

/** A message as a provider gets it, of the kind that its {@link Endpoint} takes. */
public sealed interface OutgoingMessage permits OutgoingMail, OutgoingRequest, OutgoingPush {

  /** The provider's idempotency key. */
  String commandId();
}
