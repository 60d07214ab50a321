package io.sojourn.core.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes requests: a custom action.
 *
 * @param name the channel's name, not {@code email}
 * @param addressedBy see {@link Channel#addressedBy}
 * @param ratePerSecond most requests per second over all senders, at least 1
 * @param validity see {@link Channel#validity}
 */
public record HttpChannel(
    String name,
    @Nullable String addressedBy,
    Server server,
    Answers answers,
    int ratePerSecond,
    Duration validity)
    implements Endpoint {
  /** The longest that a request may take. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  public HttpChannel {
    if (ratePerSecond < 1) {
      throw new IllegalArgumentException("A rate is at least 1/s, not " + ratePerSecond);
    }
  }

  /** One of whose answers nothing is told, see {@link Server#Server(URI, Auth, Duration)}. */
  public HttpChannel(
      String name,
      @Nullable String addressedBy,
      URI url,
      Auth auth,
      Duration timeout,
      int ratePerSecond,
      Duration validity) {
    this(
        name,
        addressedBy,
        new Server(url, auth, timeout),
        Answers.UNHEARD,
        ratePerSecond,
        validity);
  }

  @Override
  public boolean takes(ChannelTemplate template) {
    return template instanceof RequestTemplate;
  }

  @Override
  public boolean tellsOfGoneAddresses() {
    return !answers.gone().isEmpty();
  }

  /**
   * Who is asked, and how.
   *
   * @param url what all requests go under, {@code http} or {@code https}, without a query, a
   *     fragment or user information, and without a slash at its end
   * @param auth how the sender says who it is
   * @param version of the protocol
   * @param trust the authorities that may vouch for the server, certificates in PEM; null for those
   *     that Java trusts
   * @param timeout how long a request may take, 1 ms to a minute
   */
  public record Server(
      URI url, Auth auth, Version version, @Nullable SecretReference trust, Duration timeout) {
    public Server {
      boolean absolute = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (!absolute || url.getHost() == null || url.toString().endsWith("/")) {
        throw new IllegalArgumentException("A base is http(s)://host[:port][/path]");
      }
      if (url.getRawQuery() != null || url.getRawFragment() != null || url.getUserInfo() != null) {
        throw new IllegalArgumentException("A base has no query, fragment or user");
      }
      if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
        throw new IllegalArgumentException("A request takes 1 ms to a minute");
      }
    }

    /** One of HTTP/1.1 that those vouch for whom Java trusts. */
    public Server(URI url, Auth auth, Duration timeout) {
      this(url, auth, Version.HTTP_1_1, null, timeout);
    }
  }

  /** Of HTTP. */
  public enum Version {
    /** RFC 9112. */
    HTTP_1_1,
    /** RFC 9113, over TLS only. */
    HTTP_2
  }

  /**
   * What is made of answers.
   *
   * @param told what feedback tells of an answer in JSON: JSON pointers (RFC 6901) by name
   * @param gone which statuses say that the address is no more
   */
  public record Answers(Map<String, String> told, Set<Integer> gone) {
    /** Nothing. */
    public static final Answers UNHEARD = new Answers(Map.of(), Set.of());

    public Answers {
      told = Map.copyOf(told);
      gone = Set.copyOf(gone);
    }
  }
}
