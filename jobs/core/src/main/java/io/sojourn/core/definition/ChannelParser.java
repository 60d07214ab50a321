package io.sojourn.core.definition;

import io.sojourn.core.channel.DkimKey;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.EmailChannel.Tls;
import io.sojourn.core.channel.Endpoint;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.HttpChannel.Auth;
import io.sojourn.core.channel.SecretReference;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Namespaces;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code channels/*.yaml}: the channel {@code email}, and HTTP channels of any other name.
 */
final class ChannelParser {
  private static final int DEFAULT_RATE = 500;
  private static final long DEFAULT_TIMEOUT = 10_000;
  private static final int MOST_ANSWERS = 10;
  private static final Pattern ANSWER = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");

  /** RFC 6901, section 3. */
  private static final Pattern POINTER = Pattern.compile("(/([^/~]|~[01])*)+");

  private final Problems problems;
  private final Namespaces namespaces;

  ChannelParser(Problems problems, Namespaces namespaces) {
    this.namespaces = namespaces;
    this.problems = problems;
  }

  @Nullable Endpoint channel(Node.Fields root) {
    Reader reader = new Reader(root, problems);
    String name = reader.name("channel");
    if (name.equals(EmailChannel.NAME)) {
      return email(reader.only("channel", "smtp", "from", "dkim", "rate", "validity"));
    }
    return http(name, reader.only("channel", "to", "http", "rate", "validity"));
  }

  private @Nullable EmailChannel email(Reader reader) {
    Node.Text from = reader.requiredText("from");
    Reader smtp = inside(reader, "smtp");
    if (smtp == null || from == null) {
      return null;
    }
    smtp.only("host", "port", "tls", "user", "password");
    Node.Text host = smtp.requiredText("host");
    Tls tls = smtp.choice("tls", Tls.class);
    SecretReference user = secret(smtp, "user");
    SecretReference password = secret(smtp, "password");
    if (smtp.has("user") != smtp.has("password")) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY,
          smtp.node(),
          "a user or a password without the other");
    }
    if (host == null || tls == null || (user == null) != (password == null)) {
      return null;
    }
    return new EmailChannel(
        host.value(),
        smtp.integer("port", 25, 1, 65_535),
        tls,
        user,
        password,
        from.value(),
        reader.has("dkim") ? dkim(reader) : null,
        rate(reader),
        validity(reader));
  }

  private @Nullable DkimKey dkim(Reader reader) {
    Reader dkim = inside(reader, "dkim");
    if (dkim == null) {
      return null;
    }
    dkim.only("domain", "selector", "key").required("key");
    Node.Text domain = dkim.requiredText("domain");
    Node.Text selector = dkim.requiredText("selector");
    SecretReference key = secret(dkim, "key");
    if (domain == null || selector == null || key == null) {
      return null;
    }
    try {
      return new DkimKey(domain.value(), selector.value(), key);
    } catch (IllegalArgumentException e) {
      problems.add(ProblemCode.DEFINITION_VALUE, domain, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable HttpChannel http(String name, Reader reader) {
    Reader http = inside(reader, "http");
    if (http == null) {
      return null;
    }
    http.only("url", "auth", "timeout", "answer");
    Node.Text url = http.requiredText("url");
    Auth auth = auth(http);
    long timeout = http.duration("timeout", DEFAULT_TIMEOUT);
    int rate = rate(reader);
    Node.Text to = reader.text("to");
    if (to != null && namespaces.byName(to.value()) == null && !problems.in("namespaces.yaml")) {
      problems.add(ProblemCode.DEFINITION_REFERENCE, to, "the namespace '" + to.value() + "'");
    }
    if (url == null || auth == null) {
      return null;
    }
    if (timeout < 1 || timeout > HttpChannel.LONGEST_TIMEOUT.toMillis()) {
      problems.add(ProblemCode.DEFINITION_LIMIT, http.node(), "a time-out that is not up to 1m");
      return null;
    }
    try {
      URI base = URI.create(url.value());
      return new HttpChannel(
          name,
          to == null ? null : to.value(),
          base,
          auth,
          Duration.ofMillis(timeout),
          answer(http),
          rate,
          validity(reader));
    } catch (IllegalArgumentException e) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          url,
          "a URL that is not http(s)://host[:port][/path] without a slash at its end");
      return null;
    }
  }

  private Map<String, String> answer(Reader http) {
    Map<String, String> pointers = new TreeMap<>();
    http.map("answer")
        .forEach(
            (name, node) -> {
              Node.Text pointer = http.asText(node, "'answer." + name + "'");
              if (pointer == null) {
                return;
              }
              if (!ANSWER.matcher(name).matches() || !POINTER.matcher(pointer.value()).matches()) {
                problems.add(
                    ProblemCode.DEFINITION_VALUE,
                    pointer,
                    "'" + name + ": " + pointer.value() + "', not a name and a JSON pointer");
              }
              pointers.put(name, pointer.value());
            });
    if (pointers.size() > MOST_ANSWERS) {
      problems.add(
          ProblemCode.DEFINITION_LIMIT,
          http.node(),
          pointers.size() + " values of an answer, most are " + MOST_ANSWERS);
    }
    return pointers;
  }

  /** Null after a problem. */
  private @Nullable Auth auth(Reader http) {
    if (!http.has("auth")) {
      return Auth.NONE;
    }
    Reader auth = inside(http, "auth");
    if (auth == null) {
      return null;
    }
    try {
      if (auth.has("bearer")) {
        return new Auth(Auth.Kind.BEARER, null, null, secret(auth.only("bearer"), "bearer"));
      }
      if (auth.has("header")) {
        Node.Text header = auth.only("header", "key").requiredText("header");
        String name = header == null ? null : header.value();
        return new Auth(Auth.Kind.HEADER, name, null, secret(auth, "key"));
      }
      if (auth.has("token")) {
        return oauth2(auth.only("token", "client", "secret", "scope"));
      }
      auth.only("user", "password");
      return new Auth(Auth.Kind.BASIC, null, secret(auth, "user"), secret(auth, "password"));
    } catch (IllegalArgumentException e) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY,
          auth.node(),
          "neither a bearer, nor a header and a key, nor a user and a password, nor a token, a"
              + " client and a secret");
      return null;
    }
  }

  private @Nullable Auth oauth2(Reader auth) {
    SecretReference client = secret(auth, "client");
    SecretReference secret = secret(auth, "secret");
    Node.Text token = auth.requiredText("token");
    Node.Text scope = auth.text("scope");
    if (token == null) {
      return null;
    }
    Auth.Grant grant;
    try {
      grant = new Auth.Grant(URI.create(token.value()), scope == null ? null : scope.value());
    } catch (IllegalArgumentException e) {
      problems.add(
          ProblemCode.DEFINITION_VALUE, token, "a URL that is not http(s)://host[:port][/path]");
      return null;
    }
    return new Auth(Auth.Kind.OAUTH2, null, client, secret, grant);
  }

  private @Nullable Reader inside(Reader reader, String key) {
    Node node = reader.required(key);
    Node.Fields fields = node == null ? null : reader.asFields(node, "'" + key + "'");
    return fields == null ? null : new Reader(fields, problems);
  }

  private Duration validity(Reader reader) {
    long millis = reader.duration("validity", Endpoint.STANDARD_VALIDITY.toMillis());
    if (millis < 1) {
      problems.add(
          ProblemCode.DEFINITION_VALUE, reader.node(), "a validity in which nothing can be sent");
    }
    return Duration.ofMillis(millis);
  }

  private int rate(Reader reader) {
    Node.Text rate = reader.text("rate");
    if (rate == null) {
      return DEFAULT_RATE;
    }
    if (!rate.value().matches("[1-9][0-9]{0,5}/s")) {
      problems.add(
          ProblemCode.DEFINITION_VALUE, rate, "'" + rate.value() + "', not a rate such as 500/s");
      return DEFAULT_RATE;
    }
    return Integer.parseInt(rate.value().substring(0, rate.value().length() - 2));
  }

  /** A reference to a secret; the value itself in its place is refused, and not repeated. */
  private @Nullable SecretReference secret(Reader reader, String key) {
    Node.Text text = reader.text(key);
    if (text == null) {
      return null;
    }
    try {
      return SecretReference.parse(text.value());
    } catch (IllegalArgumentException e) {
      problems.add(ProblemCode.DEFINITION_VALUE, text, String.valueOf(e.getMessage()));
      return null;
    }
  }
}
