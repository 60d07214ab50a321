package io.sojourn.core.definition;

import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.SecretReference;
import io.sojourn.core.error.ProblemCode;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Reads how requests of a channel say who sends them. Which way, its keys say. */
final class AuthParser {

  private AuthParser() {}

  /** What stands at {@code auth}; null after a problem. */
  static @Nullable Auth auth(Reader http) {
    Reader auth = http.inside("auth");
    if (auth == null) {
      return null;
    }
    if (auth.has("bearer")) {
      SecretReference token = auth.only("bearer").requiredSecret("bearer");
      return token == null ? null : new Auth.Bearer(token);
    }
    if (auth.has("header")) {
      Node.Text header = auth.only("header", "key").requiredText("header");
      SecretReference key = auth.requiredSecret("key");
      return header == null || key == null ? null : new Auth.Header(header.value(), key);
    }
    if (auth.has("token")) {
      return clientCredentials(auth.only("token", "client", "secret", "scope"));
    }
    if (auth.has("account")) {
      SecretReference account = auth.only("account", "scope").requiredSecret("account");
      Node.Text scope = auth.requiredText("scope");
      return account == null || scope == null
          ? null
          : new Auth.ServiceAccount(account, scope.value());
    }
    if (auth.has("team")) {
      return providerToken(auth.only("team", "id", "key"));
    }
    if (auth.has("certificate")) {
      SecretReference chain = auth.only("certificate", "key").requiredSecret("certificate");
      SecretReference key = auth.requiredSecret("key");
      return chain == null || key == null ? null : new Auth.Certificate(chain, key);
    }
    if (auth.has("user")) {
      SecretReference user = auth.only("user", "password").requiredSecret("user");
      SecretReference password = auth.requiredSecret("password");
      return user == null || password == null ? null : new Auth.Basic(user, password);
    }
    auth.problems()
        .add(
            ProblemCode.DEFINITION_MISSING_KEY,
            auth.node(),
            "'auth' with none of bearer, header, user, token, account, team and certificate");
    return null;
  }

  private static @Nullable Auth clientCredentials(Reader auth) {
    SecretReference client = auth.requiredSecret("client");
    SecretReference secret = auth.requiredSecret("secret");
    Node.Text token = auth.requiredText("token");
    Node.Text scope = auth.text("scope");
    if (token == null || client == null || secret == null) {
      return null;
    }
    try {
      URI endpoint = URI.create(token.value());
      return new Auth.ClientCredentials(
          endpoint, client, secret, scope == null ? null : scope.value());
    } catch (IllegalArgumentException e) {
      auth.problems()
          .add(
              ProblemCode.DEFINITION_VALUE,
              token,
              "a URL that is not http(s)://host[:port][/path]");
      return null;
    }
  }

  private static @Nullable Auth providerToken(Reader auth) {
    Node.Text team = auth.requiredText("team");
    Node.Text id = auth.requiredText("id");
    SecretReference key = auth.requiredSecret("key");
    return team == null || id == null || key == null
        ? null
        : new Auth.ProviderToken(team.value(), id.value(), key);
  }
}
