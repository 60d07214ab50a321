package io.sojourn.core.channel;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A server that takes requests: a custom action.
 *
 * @param name the channel's name, not {@code email}
 * @param addressedBy see {@link Endpoint#addressedBy}
 * @param url what all its requests go under, {@code http} or {@code https}, without a query, a
 *     fragment or user information, and without a slash at its end
 * @param auth how the sender says who it is
 * @param timeout how long a request may take, 1 ms to a minute
 * @param answer what feedback tells of an answer in JSON: JSON pointers (RFC 6901) by name
 * @param ratePerSecond most requests per second over all senders, at least 1
 * @param validity see {@link Endpoint#validity}
 */
public record HttpChannel(
    String name,
    @Nullable String addressedBy,
    URI url,
    Auth auth,
    Duration timeout,
    Map<String, String> answer,
    int ratePerSecond,
    Duration validity)
    implements Endpoint {
  /** The longest that a request may take. */
  public static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  public HttpChannel {
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
    if (ratePerSecond < 1) {
      throw new IllegalArgumentException("A rate is at least 1/s, not " + ratePerSecond);
    }
    answer = Map.copyOf(answer);
  }

  /** One of whose answers nothing is told. */
  public HttpChannel(
      String name,
      @Nullable String addressedBy,
      URI url,
      Auth auth,
      Duration timeout,
      int ratePerSecond,
      Duration validity) {
    this(name, addressedBy, url, auth, timeout, Map.of(), ratePerSecond, validity);
  }

  @Override
  public boolean takes(ChannelTemplate template) {
    return template instanceof RequestTemplate;
  }

  /**
   * How a request says who sends it. Secrets are looked up by the sender, for each request.
   *
   * @param header the header that the secret goes into, for {@link Kind#HEADER}; else null
   * @param user name of the user or client, for {@link Kind#BASIC} and {@link Kind#OAUTH2}; else
   *     null
   * @param secret the password, token or key; null for {@link Kind#NONE} only
   * @param grant where tokens come from, for {@link Kind#OAUTH2}; else null
   */
  public record Auth(
      Kind kind,
      @Nullable String header,
      @Nullable SecretReference user,
      @Nullable SecretReference secret,
      @Nullable Grant grant) {

    /** For a server that asks for nothing. */
    public static final Auth NONE = new Auth(Kind.NONE, null, null, null);

    /** Which way. */
    public enum Kind {
      NONE,
      /** User and password, RFC 7617. */
      BASIC,
      /** A token, RFC 6750. */
      BEARER,
      /** A key in a header of the server's choice. */
      HEADER,
      /** A token of the client credentials grant, RFC 6749 section 4.4. */
      OAUTH2
    }

    /**
     * Where tokens come from.
     *
     * @param token the token endpoint
     * @param scope what they are for, or null
     */
    public record Grant(URI token, @Nullable String scope) {
      public Grant {
        boolean absolute = "http".equals(token.getScheme()) || "https".equals(token.getScheme());
        if (!absolute || token.getHost() == null || token.getUserInfo() != null) {
          throw new IllegalArgumentException("A token endpoint is http(s)://host[:port][/path]");
        }
      }
    }

    /** Without a grant. */
    public Auth(
        Kind kind,
        @Nullable String header,
        @Nullable SecretReference user,
        @Nullable SecretReference secret) {
      this(kind, header, user, secret, null);
    }

    public Auth {
      if ((kind == Kind.NONE) != (secret == null)
          || (kind == Kind.BASIC || kind == Kind.OAUTH2) != (user != null)
          || (kind == Kind.OAUTH2) != (grant != null)
          || (kind == Kind.HEADER) != (header != null)) {
        throw new IllegalArgumentException("Something is missing, or too much, for " + kind);
      }
    }
  }
}
