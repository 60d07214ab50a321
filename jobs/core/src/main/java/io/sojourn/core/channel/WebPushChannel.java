package io.sojourn.core.channel;

import java.time.Duration;
import java.util.Set;

/**
 * The push services of browsers, RFC 8030. A message goes to a subscription, which is an identity:
 * {@code ENDPOINT#P256DH.AUTH}, as the browser gives these.
 *
 * @param name the channel's name, not {@code email}
 * @param addressedBy the namespace of subscriptions
 * @param vapid who sends
 * @param services which origins may be asked, for example {@code https://*.notify.windows.com}
 * @param validity see {@link Channel#validity}; push services keep messages for as long, too
 */
public record WebPushChannel(
    String name,
    String addressedBy,
    Vapid vapid,
    Set<String> services,
    int ratePerSecond,
    Duration validity)
    implements Endpoint {
  /** Those of Chrome and Edge, Firefox and Safari. */
  public static final Set<String> KNOWN_SERVICES =
      Set.of(
          "https://fcm.googleapis.com",
          "https://*.notify.windows.com",
          "https://updates.push.services.mozilla.com",
          "https://web.push.apple.com");

  public WebPushChannel {
    services = Set.copyOf(services);
    if (ratePerSecond < 1) {
      throw new IllegalArgumentException("A rate is at least 1/s, not " + ratePerSecond);
    }
    for (String service : services) {
      if (!service.matches("https?://(\\*\\.)?[a-z0-9.-]+(:[0-9]{1,5})?")) {
        throw new IllegalArgumentException("a service that is no origin");
      }
    }
  }

  /**
   * The key of the application server, RFC 8292.
   *
   * @param subject whom to reach, {@code mailto:} or {@code https:}
   * @param publicKey the point in 65 bytes, base64url; what applications subscribe with
   * @param key the private key, PKCS #8 in PEM
   */
  public record Vapid(String subject, String publicKey, SecretReference key) {
    public Vapid {
      if (!subject.matches("(mailto:|https://)[!-~]{1,250}")) {
        throw new IllegalArgumentException("a subject that begins with neither mailto: nor https:");
      }
      if (!publicKey.matches("B[A-Za-z0-9_-]{86}")) {
        throw new IllegalArgumentException("a public key that is not 65 bytes in base64url");
      }
    }
  }

  /** Whether this origin may be asked. */
  public boolean allows(String origin) {
    return services.stream()
        .anyMatch(
            service -> {
              int star = service.indexOf('*');
              return star < 0
                  ? service.equals(origin)
                  : origin.startsWith(service.substring(0, star))
                      && origin.endsWith(service.substring(star + 1));
            });
  }

  @Override
  public boolean takes(ChannelTemplate template) {
    return template instanceof ContentTemplate;
  }

  /** Push services say which subscriptions have ended. */
  @Override
  public boolean tellsOfGoneAddresses() {
    return true;
  }
}
