package io.sojourn.core.definition;

import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.ContentChannel;
import io.sojourn.core.channel.DkimKey;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.EmailChannel.Tls;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.HttpChannel.Answers;
import io.sojourn.core.channel.HttpChannel.Server;
import io.sojourn.core.channel.HttpChannel.Version;
import io.sojourn.core.channel.SecretReference;
import io.sojourn.core.channel.WebPushChannel;
import io.sojourn.core.channel.WebPushChannel.Vapid;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Namespaces;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code channels/*.yaml}: the channel {@code email}, and of any other name HTTP channels,
 * push services of browsers, and surfaces for content.
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

  @Nullable Channel channel(Node.Fields root) {
    Reader reader = new Reader(root, problems);
    String name = reader.name("channel");
    if (name.equals(EmailChannel.NAME)) {
      return email(
          reader.only("channel", "smtp", "from", "returnPath", "dkim", "rate", "validity"));
    }
    if (reader.has("content")) {
      return content(name, reader.only("channel", "content", "validity"));
    }
    if (reader.has("webpush")) {
      return webPush(name, reader.only("channel", "to", "webpush", "rate", "validity"));
    }
    return http(name, reader.only("channel", "to", "http", "rate", "validity"));
  }

  private @Nullable ContentChannel content(String name, Reader reader) {
    Reader content = reader.inside("content");
    Node.Text surface = content == null ? null : content.only("surface").requiredText("surface");
    if (surface == null) {
      return null;
    }
    try {
      return new ContentChannel(name, surface.value(), validity(reader));
    } catch (IllegalArgumentException e) {
      problems.add(ProblemCode.DEFINITION_VALUE, surface, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable EmailChannel email(Reader reader) {
    Node.Text from = reader.requiredText("from");
    Reader smtp = reader.inside("smtp");
    if (smtp == null || from == null) {
      return null;
    }
    smtp.only("host", "port", "tls", "user", "password");
    Node.Text host = smtp.requiredText("host");
    Tls tls = smtp.choice("tls", Tls.class);
    SecretReference user = smtp.secret("user");
    SecretReference password = smtp.secret("password");
    if (smtp.has("user") != smtp.has("password")) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY,
          smtp.node(),
          "a user or a password without the other");
    }
    if (host == null || tls == null || (user == null) != (password == null)) {
      return null;
    }
    Node.Text returnPath = reader.text("returnPath");
    try {
      return new EmailChannel(
          host.value(),
          smtp.integer("port", 25, 1, 65_535),
          tls,
          user,
          password,
          from.value(),
          reader.has("dkim") ? dkim(reader) : null,
          returnPath == null ? null : returnPath.value(),
          rate(reader),
          validity(reader));
    } catch (IllegalArgumentException e) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          returnPath == null ? reader.node() : returnPath,
          String.valueOf(e.getMessage()));
      return null;
    }
  }

  private @Nullable DkimKey dkim(Reader reader) {
    Reader dkim = reader.inside("dkim");
    if (dkim == null) {
      return null;
    }
    dkim.only("domain", "selector", "key");
    Node.Text domain = dkim.requiredText("domain");
    Node.Text selector = dkim.requiredText("selector");
    SecretReference key = dkim.requiredSecret("key");
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

  private @Nullable WebPushChannel webPush(String name, Reader reader) {
    Node.Text to = known(reader.requiredText("to"));
    Reader push = reader.inside("webpush");
    if (push == null) {
      return null;
    }
    push.only("subject", "publicKey", "key", "services");
    Node.Text subject = push.requiredText("subject");
    Node.Text publicKey = push.requiredText("publicKey");
    SecretReference key = push.requiredSecret("key");
    Set<String> services = new TreeSet<>();
    for (Node item : push.items("services")) {
      Node.Text service = push.asText(item, "a service");
      if (service != null) {
        services.add(service.value());
      }
    }
    if (to == null || subject == null || publicKey == null || key == null) {
      return null;
    }
    try {
      return new WebPushChannel(
          name,
          to.value(),
          new Vapid(subject.value(), publicKey.value(), key),
          services.isEmpty() ? WebPushChannel.KNOWN_SERVICES : services,
          rate(reader),
          validity(reader));
    } catch (IllegalArgumentException e) {
      problems.add(ProblemCode.DEFINITION_VALUE, push.node(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** The name of a namespace, which there has to be. */
  private Node.@Nullable Text known(Node.@Nullable Text to) {
    if (to != null && namespaces.byName(to.value()) == null && !problems.in("namespaces.yaml")) {
      problems.add(ProblemCode.DEFINITION_REFERENCE, to, "the namespace '" + to.value() + "'");
    }
    return to;
  }

  private @Nullable HttpChannel http(String name, Reader reader) {
    Node.Text to = known(reader.text("to"));
    Reader http = reader.inside("http");
    if (http == null) {
      return null;
    }
    http.only("url", "version", "auth", "trust", "timeout", "answer", "gone");
    Server server = server(http);
    Set<Integer> gone = gone(http, to != null);
    Answers answers = new Answers(answer(http), gone);
    int rate = rate(reader);
    Duration validity = validity(reader);
    String namespace = to == null ? null : to.value();
    return server == null
        ? null
        : new HttpChannel(name, namespace, server, answers, rate, validity);
  }

  private @Nullable Server server(Reader http) {
    Node.Text url = http.requiredText("url");
    Auth auth = http.has("auth") ? AuthParser.auth(http) : new Auth.None();
    Version version = version(http.text("version"));
    SecretReference trust = http.secret("trust");
    long timeout = http.duration("timeout", DEFAULT_TIMEOUT);
    if (timeout < 1 || timeout > HttpChannel.LONGEST_TIMEOUT.toMillis()) {
      problems.add(ProblemCode.DEFINITION_LIMIT, http.node(), "a time-out that is not up to 1m");
      return null;
    }
    if (url == null || auth == null) {
      return null;
    }
    try {
      URI base = URI.create(url.value());
      return new Server(base, auth, version, trust, Duration.ofMillis(timeout));
    } catch (IllegalArgumentException e) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          url,
          "a URL that is not http(s)://host[:port][/path] without a slash at its end");
      return null;
    }
  }

  private Version version(Node.@Nullable Text version) {
    if (version == null || version.value().equals("1.1")) {
      return Version.HTTP_1_1;
    }
    if (!version.value().equals("2")) {
      problems.add(
          ProblemCode.DEFINITION_VALUE, version, "'" + version.value() + "', neither 1.1 nor 2");
    }
    return Version.HTTP_2;
  }

  private Set<Integer> gone(Reader http, boolean addressed) {
    Set<Integer> statuses = new TreeSet<>();
    for (Node item : http.items("gone")) {
      Node.Text status = http.asText(item, "a status");
      if (status != null && status.value().matches("4[0-9]{2}")) {
        statuses.add(Integer.valueOf(status.value()));
      } else if (status != null) {
        problems.add(
            ProblemCode.DEFINITION_VALUE, status, "'" + status.value() + "', no status 4xx");
      }
    }
    if (http.has("gone") && !addressed) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY, http.node(), "'gone' at a channel without 'to'");
    }
    return statuses;
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

  private Duration validity(Reader reader) {
    long millis = reader.duration("validity", Channel.STANDARD_VALIDITY.toMillis());
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
}
