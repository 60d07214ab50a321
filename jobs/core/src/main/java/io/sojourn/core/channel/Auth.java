package io.sojourn.core.channel;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** How a request says who sends it. Secrets are looked up by the sender. */
public sealed interface Auth {

  /** For a server that asks for nothing. */
  record None() implements Auth {}

  /** User and password, RFC 7617. */
  record Basic(SecretReference user, SecretReference password) implements Auth {}

  /** A token, RFC 6750. */
  record Bearer(SecretReference token) implements Auth {}

  /** A key in a header of the server's choice. */
  record Header(String header, SecretReference key) implements Auth {}

  /** A certificate that is shown when a connection is made (mTLS); chain and key are in PEM. */
  record Certificate(SecretReference chain, SecretReference key) implements Auth {}

  /**
   * A token of the client credentials grant, RFC 6749 section 4.4.
   *
   * @param endpoint where tokens come from
   * @param scope what they are for, or null
   */
  record ClientCredentials(
      URI endpoint, SecretReference client, SecretReference secret, @Nullable String scope)
      implements Auth {
    public ClientCredentials {
      boolean absolute =
          "http".equals(endpoint.getScheme()) || "https".equals(endpoint.getScheme());
      if (!absolute || endpoint.getHost() == null || endpoint.getUserInfo() != null) {
        throw new IllegalArgumentException("A token endpoint is http(s)://host[:port][/path]");
      }
    }
  }

  /**
   * A token for an assertion that is signed with the key of a service account, RFC 7523 section
   * 2.1.
   *
   * @param account the account's file in JSON, as Google Cloud gives it out
   * @param scope what the tokens are for
   */
  record ServiceAccount(SecretReference account, String scope) implements Auth {}

  /**
   * A token that the sender makes itself and signs with ES256, RFC 7518: the provider token of the
   * Apple Push Notification service.
   *
   * @param issuer whose key it is, the team
   * @param id the key's name
   * @param key on the curve P-256, PKCS #8 in PEM
   */
  record ProviderToken(String issuer, String id, SecretReference key) implements Auth {}
}
