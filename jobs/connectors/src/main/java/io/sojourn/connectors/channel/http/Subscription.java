package io.sojourn.connectors.channel.http;

import java.net.URI;
import java.util.Base64;

/**
 * Where a browser wants its messages, as {@code PushSubscription} of the Push API has it.
 *
 * @param endpoint of the push service
 * @param key {@code p256dh}, the browser's public key, 65 bytes
 * @param auth a secret, 16 bytes
 */
record Subscription(URI endpoint, byte[] key, byte[] auth) {
  private static final int KEY = 65;
  private static final int AUTH = 16;

  /**
   * Of the form {@code ENDPOINT#P256DH.AUTH}, both in base64url.
   *
   * @throws IllegalArgumentException if it is not; the message has no data in it
   */
  static Subscription parse(String text) {
    int hash = text.indexOf('#');
    int dot = text.indexOf('.', hash);
    if (hash < 0 || dot < 0) {
      throw new IllegalArgumentException("No keys after a hash");
    }
    URI endpoint = URI.create(text.substring(0, hash));
    byte[] key = Base64.getUrlDecoder().decode(text.substring(hash + 1, dot));
    byte[] auth = Base64.getUrlDecoder().decode(text.substring(dot + 1));
    if (endpoint.getHost() == null
        || endpoint.getUserInfo() != null
        || key.length != KEY
        || key[0] != 4
        || auth.length != AUTH) {
      throw new IllegalArgumentException("No endpoint, or keys of another form");
    }
    return new Subscription(endpoint, key, auth);
  }

  /** Scheme, host and port, RFC 6454. */
  String origin() {
    String port = endpoint.getPort() < 0 ? "" : ":" + endpoint.getPort();
    return endpoint.getScheme() + "://" + endpoint.getHost() + port;
  }

  /** Subscriptions are personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "Subscription[]";
  }
}
