package io.sojourn.connectors.channel.http;

import io.sojourn.connectors.channel.Pem;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.core.channel.Auth.ProviderToken;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that a sender makes itself. The Apple Push Notification service takes one for an hour, and
 * wants no other within 20 minutes: all senders change theirs at the same moment, every half an
 * hour. Not thread-safe.
 */
final class ProviderTokens {
  private static final long LASTS = Duration.ofMinutes(30).toSeconds();

  private final ProviderToken auth;
  private final Secrets secrets;
  private final InstantSource clock;
  private @Nullable String value;
  private long issued;

  ProviderTokens(ProviderToken auth, Secrets secrets, InstantSource clock) {
    this.auth = auth;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * The one in force.
   *
   * @throws IOException if there is no key
   * @throws GeneralSecurityException if the key is none
   */
  String current() throws IOException, GeneralSecurityException {
    long due = Math.floorDiv(clock.instant().getEpochSecond(), LASTS) * LASTS;
    String token = value;
    if (token == null || issued != due) {
      token =
          JsonWebToken.signed(
              JsonWebToken.Algorithm.ES256,
              auth.id(),
              List.of(Map.entry("iss", auth.issuer()), Map.entry("iat", due)),
              Pem.privateKey(secrets.resolve(auth.key()), List.of("EC")));
      value = token;
      issued = due;
    }
    return token;
  }

  /** To be called when a server did not take it: the key may be another one by now. */
  void forget() {
    value = null;
  }
}
