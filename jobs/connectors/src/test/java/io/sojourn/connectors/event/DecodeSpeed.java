package io.sojourn.connectors.event;

import java.nio.charset.StandardCharsets;

/** Measures how long an XDM event takes to decode; run by hand. */
final class DecodeSpeed {
  private static final int ROUNDS = 1_000_000;

  private DecodeSpeed() {}

  public static void main(String[] args) {
    byte[] payload =
        """
        {"_id":"7f1d3f1a-43ab-4c55-b7bb-8a1f2d9f6c11","eventType":"commerce.purchases",\
        "timestamp":"2026-11-24T09:00:00.125Z","identityMap":{"Email":[{"id":"ada@example.com",\
        "primary":true,"authenticatedState":"authenticated"}],"ECID":[{"id":"685198827132981"}]},\
        "cartId":"cart-123","order":{"priceTotal":120.5,"items":3,"currencyCode":"EUR"},\
        "web":{"webPageDetails":{"URL":"https://example.com/checkout/done"}},"gift":false}\
        """
            .getBytes(StandardCharsets.UTF_8);
    InputDecoder decoder = new InputDecoder();
    int hash = 0;
    for (int run = 0; run < 5; run++) {
      long start = System.nanoTime();
      for (int i = 0; i < ROUNDS; i++) {
        hash ^=
            System.identityHashCode(
                decoder.decode(
                    payload, null, Workspace.RECEIVED, Workspace.NAMESPACES, Workspace.SCHEMA));
      }
      System.out.printf(
          "%d bytes: %.2f us (%d)%n",
          payload.length, (System.nanoTime() - start) / 1000.0 / ROUNDS, hash);
    }
  }
}
