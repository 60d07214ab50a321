package io.sojourn.connectors.channel.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.Pem;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.OutgoingMessage;
import io.sojourn.core.channel.OutgoingPush;
import io.sojourn.core.channel.WebPushChannel;
import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * Sends messages to browsers, RFC 8030, over a connection to each push service, kept open between
 * messages. The command id goes along as the {@code Topic}: of two messages with the same one that
 * wait for a browser only the later is delivered. Not thread-safe.
 */
public final class WebPushClient implements ChannelClient {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** How many push services it stays connected with. */
  private static final int MOST_SERVICES = 8;

  /** How long a signature holds; at most 24 hours, RFC 8292 section 2. */
  private static final long SIGNED_SECONDS = Duration.ofHours(12).toSeconds();

  private static final Set<Integer> GONE = Set.of(HttpStatus.SC_NOT_FOUND, HttpStatus.SC_GONE);

  private final WebPushChannel endpoint;
  private final AddressGuard guard;
  private final Secrets secrets;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /** By origin, the one that was not asked for longest first. */
  private final Map<String, Service> services = new LinkedHashMap<>(16, 0.75f, true);

  public WebPushClient(WebPushChannel endpoint, AddressGuard guard, Secrets secrets) {
    this(endpoint, guard, secrets, InstantSource.system());
  }

  WebPushClient(WebPushChannel endpoint, AddressGuard guard, Secrets secrets, InstantSource clock) {
    this.endpoint = endpoint;
    this.guard = guard;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public SendResult send(OutgoingMessage message) {
    OutgoingPush push = (OutgoingPush) message;
    Subscription to;
    try {
      to = Subscription.parse(push.subscription());
    } catch (IllegalArgumentException e) {
      return SendResult.permanent("ADDRESS_INVALID");
    }
    if (!endpoint.allows(to.origin())) {
      return SendResult.permanent("ADDRESS_REFUSED");
    }
    byte[] content = push.content().getBytes(UTF_8);
    if (content.length > WebPushEncryption.MOST) {
      return SendResult.permanent("MESSAGE_TOO_LARGE");
    }
    byte[] sealed;
    try {
      sealed = sealed(content, to);
    } catch (GeneralSecurityException e) {
      return SendResult.permanent("ADDRESS_INVALID");
    }
    Service service = service(to.origin());
    return service.client.send(() -> request(push, to, sealed, service));
  }

  private byte[] sealed(byte[] content, Subscription to) throws GeneralSecurityException {
    byte[] salt = new byte[WebPushEncryption.SALT];
    random.nextBytes(salt);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(WebPushEncryption.CURVE, random);
    return WebPushEncryption.encrypt(
        content, to.key(), to.auth(), generator.generateKeyPair(), salt);
  }

  private HttpUriRequestBase request(
      OutgoingPush push, Subscription to, byte[] sealed, Service service)
      throws IOException, GeneralSecurityException {
    String signature = service.signature(endpoint.vapid());
    HttpPost request = new HttpPost(to.endpoint());
    request.setHeader("TTL", String.valueOf(endpoint.validity().toSeconds()));
    request.setHeader("Topic", push.commandId());
    request.setHeader("Urgency", push.urgent() ? "high" : "normal");
    request.setHeader(
        HttpHeaders.AUTHORIZATION, "vapid t=" + signature + ", k=" + endpoint.vapid().publicKey());
    request.setEntity(
        new ByteArrayEntity(sealed, ContentType.APPLICATION_OCTET_STREAM, "aes128gcm"));
    return request;
  }

  private Service service(String origin) {
    Service service = services.computeIfAbsent(origin, Service::new);
    if (services.size() > MOST_SERVICES) {
      Map.Entry<String, Service> eldest = services.entrySet().iterator().next();
      services.remove(eldest.getKey());
      eldest.getValue().client.close();
    }
    return service;
  }

  @Override
  public void close() {
    services.values().forEach(service -> service.client.close());
    services.clear();
  }

  /** A push service, and how we say who we are to it. */
  private final class Service {
    private final String origin;
    private final HttpActionClient client;
    private String signature = "";
    private long signedUntil;

    Service(String origin) {
      this.origin = origin;
      this.client =
          new HttpActionClient(
              new HttpChannel(
                  endpoint.name(),
                  endpoint.addressedBy(),
                  new HttpChannel.Server(URI.create(origin), new Auth.None(), TIMEOUT),
                  new HttpChannel.Answers(Map.of(), GONE),
                  endpoint.ratePerSecond(),
                  endpoint.validity()),
              guard,
              secrets);
    }

    /** RFC 8292; the same for half of the time that it holds. */
    String signature(WebPushChannel.Vapid vapid) throws IOException, GeneralSecurityException {
      long now = clock.instant().getEpochSecond();
      if (signedUntil - now < SIGNED_SECONDS / 2) {
        signature =
            JsonWebToken.signed(
                JsonWebToken.Algorithm.ES256,
                null,
                List.of(
                    Map.entry("aud", origin),
                    Map.entry("exp", now + SIGNED_SECONDS),
                    Map.entry("sub", vapid.subject())),
                Pem.privateKey(secrets.resolve(vapid.key()), List.of("EC")));
        signedUntil = now + SIGNED_SECONDS;
      }
      return signature;
    }
  }
}
