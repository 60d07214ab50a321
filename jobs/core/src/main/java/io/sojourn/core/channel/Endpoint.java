package io.sojourn.core.channel;

/** A channel whose messages are sent: one provider, with its address and its pace. */
public sealed interface Endpoint extends Channel permits EmailChannel, HttpChannel, WebPushChannel {

  /** Most messages per second over all senders, at least 1. */
  int ratePerSecond();

  /** Whether it learns that an address is no more, which journeys have to hear of. */
  default boolean tellsOfGoneAddresses() {
    return false;
  }
}
