package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.OutgoingMessage;

/** Deliveries for tests. */
final class Deliveries {
  static final EmailChannel SHOP = endpoint(25);

  private Deliveries() {}

  static EmailChannel endpoint(int port) {
    return new EmailChannel(
        "127.0.0.1", port, EmailChannel.Tls.NONE, null, null, "Shop <shop@example.com>", 100_000);
  }

  static OutgoingMessage message(String commandId) {
    return new OutgoingMessage(
        commandId, "test", "ada@example.com", "Shop <shop@example.com>", "Hi", "<p>Hi</p>", "Hi");
  }

  static Delivery delivery(String commandId) {
    return delivery(commandId, SHOP);
  }

  static Delivery delivery(String commandId, EmailChannel endpoint) {
    return new Delivery(
        commandId, "cart", "i-" + commandId, "remind", "email", null, endpoint, message(commandId));
  }

  static Delivery refused(String commandId, String code) {
    return new Delivery(commandId, "cart", "i-" + commandId, "remind", "email", code, null, null);
  }
}
