package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.Endpoint;
import io.sojourn.core.channel.Feedback;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.OutgoingMail;
import io.sojourn.core.channel.OutgoingMessage;
import io.sojourn.core.channel.OutgoingRequest;
import io.sojourn.core.identity.Identity;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/** Deliveries for tests. */
final class Deliveries {
  static final EmailChannel SHOP = endpoint(25);

  private static final Feedback.Subject ADA =
      new Feedback.Subject(new Identity("CRMID", "ada"), null);

  private Deliveries() {}

  static EmailChannel endpoint(int port) {
    return new EmailChannel(
        "127.0.0.1",
        port,
        EmailChannel.Tls.NONE,
        null,
        null,
        "Shop <shop@example.com>",
        null,
        null,
        100_000,
        Channel.STANDARD_VALIDITY);
  }

  static HttpChannel crm(String name) {
    return new HttpChannel(
        name,
        null,
        URI.create("http://127.0.0.1"),
        new Auth.None(),
        Duration.ofSeconds(1),
        100_000,
        Channel.STANDARD_VALIDITY);
  }

  static OutgoingMessage request(String commandId) {
    return new OutgoingRequest(
        commandId, OutgoingRequest.Method.POST, "/" + commandId, Map.of(), null);
  }

  static OutgoingMessage message(String commandId) {
    return new OutgoingMail(
        commandId,
        "test",
        "ada@example.com",
        "Shop <shop@example.com>",
        "Hi",
        "<p>Hi</p>",
        "Hi",
        null);
  }

  static Delivery delivery(String commandId) {
    return delivery(commandId, SHOP);
  }

  static Delivery delivery(String commandId, EmailChannel endpoint) {
    return delivery(commandId, "email", true, SendHarness.NOW + 1, endpoint, message(commandId));
  }

  static Delivery delivery(
      String commandId,
      String channel,
      boolean transactional,
      long expires,
      Endpoint endpoint,
      OutgoingMessage message) {
    return new Delivery(
        commandId,
        "cart",
        "i-" + commandId,
        "remind",
        channel,
        ADA,
        transactional,
        expires,
        null,
        endpoint,
        message);
  }

  static Delivery refused(String commandId, String code) {
    return new Delivery(
        commandId, "cart", "i-" + commandId, "remind", "email", ADA, true, 0, code, null, null);
  }
}
