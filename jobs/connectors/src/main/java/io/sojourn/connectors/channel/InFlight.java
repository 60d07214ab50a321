package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;

/**
 * A delivery that is not settled yet.
 *
 * @param attempts how many times it has been tried
 */
record InFlight(Delivery delivery, int attempts) {
  String commandId() {
    return delivery.commandId();
  }

  InFlight triedAgain() {
    return new InFlight(delivery, attempts + 1);
  }
}
