package io.sojourn.connectors.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.eatthepath.pushy.apns.ApnsPushNotification;
import com.eatthepath.pushy.apns.auth.ApnsVerificationKey;
import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.ParsingMockApnsServerListenerAdapter;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.ValidatingPushNotificationHandlerFactory;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.util.Base64URL;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Headers;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.Outcome;
import io.sojourn.core.channel.OutgoingRequest;
import io.sojourn.core.channel.OutgoingRequest.Body;
import io.sojourn.core.channel.OutgoingRequest.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Messages to a double of the Apple Push Notification service that others wrote: Pushy's. */
@Timeout(60)
class ApplePushTest {
  private static final String TOPIC = "com.example.shop";
  private static final String DEVICE = "ab".repeat(32);
  private static final String GONE = "cd".repeat(32);
  private static final List<ApnsPushNotification> ACCEPTED = new CopyOnWriteArrayList<>();

  @TempDir private static Path folder;
  private static TestCertificate certificate;
  private static MockApnsServer server;
  private static int port;

  private final List<HttpActionClient> clients = new ArrayList<>();

  @BeforeAll
  static void start() throws Exception {
    certificate = TestCertificate.make(folder, "apns");
    KeyPair pair = keys("team.p8");
    ApnsVerificationKey key =
        new ApnsVerificationKey("KEY1", "TEAM1", (ECPublicKey) pair.getPublic());
    server =
        new MockApnsServerBuilder()
            .setServerCredentials(
                certificate.certificate().toFile(), certificate.key().toFile(), null)
            .setUseAlpn(true)
            .setHandlerFactory(
                session ->
                    new AsPushyTakesIt(
                        new ValidatingPushNotificationHandlerFactory(
                                Map.of(TOPIC, Set.of(DEVICE, GONE)),
                                Map.of(GONE, Instant.now().minusSeconds(60)),
                                Map.of("KEY1", key),
                                Map.of(key, Set.of(TOPIC)))
                            .buildHandler(session)))
            .setListener(new Accepted())
            .build();
    port = server.start(0).get();
  }

  @AfterAll
  static void stop() throws Exception {
    server.shutdown().get();
  }

  @AfterEach
  void close() {
    clients.forEach(HttpActionClient::close);
    ACCEPTED.clear();
  }

  private static final class Accepted extends ParsingMockApnsServerListenerAdapter {
    @Override
    public void handlePushNotificationAccepted(ApnsPushNotification notification) {
      ACCEPTED.add(notification);
    }

    @Override
    public void handlePushNotificationRejected(
        ApnsPushNotification notification, RejectionReason reason, @Nullable Instant since) {
      // what it answers says all of it
    }
  }

  /**
   * Pushy knows the signature of a token in ASN.1 only, not as RFC 7518 has it: another library
   * writes it down that way.
   */
  private record AsPushyTakesIt(PushNotificationHandler pushy) implements PushNotificationHandler {
    @Override
    public void handlePushNotification(Http2Headers headers, ByteBuf payload)
        throws RejectedNotificationException {
      String authorization = String.valueOf(headers.get("authorization"));
      int signature = authorization.lastIndexOf('.') + 1;
      try {
        byte[] numbers = Base64URL.from(authorization.substring(signature)).decode();
        String asn1 = Base64URL.encode(ECDSA.transcodeSignatureToDER(numbers)).toString();
        headers.set("authorization", authorization.substring(0, signature) + asn1);
      } catch (JOSEException e) {
        throw new RejectedNotificationException(RejectionReason.INVALID_PROVIDER_TOKEN);
      }
      pushy.handlePushNotification(headers, payload);
    }
  }

  private static KeyPair keys(String file) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    TestCertificate.pem(folder.resolve(file), "PRIVATE KEY", pair.getPrivate().getEncoded());
    return pair;
  }

  private HttpActionClient client(int to, String key, InstantSource clock) {
    Auth auth =
        new Auth.ProviderToken("TEAM1", "KEY1", TestCertificate.reference(folder.resolve(key)));
    HttpActionClient client =
        new HttpActionClient(
            new HttpChannel(
                "ios",
                "APNS",
                new HttpChannel.Server(
                    URI.create("https://127.0.0.1:" + to),
                    auth,
                    HttpChannel.Version.HTTP_2,
                    TestCertificate.reference(certificate.certificate()),
                    Duration.ofSeconds(2)),
                new HttpChannel.Answers(Map.of("reason", "/reason"), Set.of(410)),
                10,
                Channel.STANDARD_VALIDITY),
            AddressGuard.allowing(List.of("127.0.0.1")),
            new Secrets(),
            clock);
    clients.add(client);
    return client;
  }

  private HttpActionClient client() {
    return client(port, "team.p8", InstantSource.system());
  }

  private static OutgoingRequest push(String device, String topic) {
    return new OutgoingRequest(
        "c1",
        Method.POST,
        "/3/device/" + device,
        Map.of("apns-topic", topic, "apns-push-type", "alert", "apns-collapse-id", "c1"),
        new Body("application/json", "{\"aps\": {\"alert\": \"Grüße\"}}"));
  }

  @Test
  void theServiceTakesIt() {
    HttpActionClient client = client();
    assertThat(client.send(push(DEVICE, TOPIC))).isEqualTo(SendResult.SENT);
    assertThat(client.send(push(DEVICE, TOPIC))).isEqualTo(SendResult.SENT);
    assertThat(ACCEPTED).hasSize(2);
    ApnsPushNotification accepted = ACCEPTED.get(0);
    assertThat(accepted.getPayload()).isEqualTo("{\"aps\": {\"alert\": \"Grüße\"}}");
    assertThat(accepted.getToken()).isEqualTo(DEVICE);
    assertThat(accepted.getCollapseId()).isEqualTo("c1");
  }

  @Test
  void aDeviceThatIsNoMoreIsAnAddressThatIsGone() {
    SendResult result = client().send(push(GONE, TOPIC));
    assertThat(result.kind()).isEqualTo(SendResult.Kind.PERMANENT);
    assertThat(result.code()).isEqualTo(Outcome.ADDRESS_GONE);
    assertThat(result.answer()).isEqualTo(Map.of("reason", "Unregistered"));
  }

  @Test
  void whatIsWrongWithAMessageIsFinal() {
    SendResult result = client().send(push("ef".repeat(32), TOPIC));
    assertThat(result.kind()).isEqualTo(SendResult.Kind.PERMANENT);
    assertThat(result.code()).isEqualTo("HTTP_400");
    assertThat(result.answer()).isEqualTo(Map.of("reason", "DeviceTokenNotForTopic"));
  }

  @Test
  void withAnotherKeyNothingIsTaken() throws Exception {
    keys("other.p8");
    SendResult result = client(port, "other.p8", InstantSource.system()).send(push(DEVICE, TOPIC));
    assertThat(result.kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(result.code()).isEqualTo("HTTP_403");
    assertThat(ACCEPTED).isEmpty();
  }

  @Test
  void aKeyIsReadAgainWhenItsTokenIsRefused() throws Exception {
    keys("rotated.p8");
    HttpActionClient client = client(port, "rotated.p8", InstantSource.system());
    assertThat(client.send(push(DEVICE, TOPIC)).code()).isEqualTo("HTTP_403");
    Files.copy(
        folder.resolve("team.p8"),
        folder.resolve("rotated.p8"),
        StandardCopyOption.REPLACE_EXISTING);
    assertThat(client.send(push(DEVICE, TOPIC))).isEqualTo(SendResult.SENT);
  }

  /** A token is up to 30 minutes older than the clock says: 59 are taken, 61 are not. */
  @Test
  void tokensAreNeverOlderThanTheServiceTakes() {
    Instant now = Instant.now();
    for (int ago : List.of(61, 29, 15, 0)) {
      InstantSource clock = () -> now.minus(Duration.ofMinutes(ago));
      assertThat(client(port, "team.p8", clock).send(push(DEVICE, TOPIC)).code())
          .as("a clock of %d minutes ago", ago)
          .isEqualTo(ago == 61 ? "HTTP_403" : "SENT");
    }
  }

  @Test
  void withoutAKeyNothingIsAsked() throws Exception {
    Files.writeString(folder.resolve("broken.p8"), "hunter2");
    assertThat(client(port, "none.p8", InstantSource.system()).send(push(DEVICE, TOPIC)).code())
        .isEqualTo("SECRET_MISSING");
    assertThat(client(port, "broken.p8", InstantSource.system()).send(push(DEVICE, TOPIC)).code())
        .isEqualTo("SECRET_INVALID");
  }

  @Test
  void aServerThatSaysNothingIsNotWaitedForForEver() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      SendResult result =
          client(silent.getLocalPort(), "team.p8", InstantSource.system())
              .send(push(DEVICE, TOPIC));
      assertThat(result.kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
      assertThat(result.code()).isEqualTo("TIMEOUT");
    }
  }

  @Test
  void aServerThatIsAwayIsUnavailable() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      closed = socket.getLocalPort();
    }
    SendResult result = client(closed, "team.p8", InstantSource.system()).send(push(DEVICE, TOPIC));
    assertThat(result.code()).isEqualTo("CONNECT_FAILED");
  }

  @Test
  void anAddressThatMayNotBeAskedIsNot() {
    HttpChannel.Server plain =
        new HttpChannel.Server(
            URI.create("https://127.0.0.1:" + port),
            new Auth.None(),
            HttpChannel.Version.HTTP_2,
            null,
            Duration.ofSeconds(2));
    HttpChannel channel =
        new HttpChannel(
            "ios", null, plain, HttpChannel.Answers.UNHEARD, 10, Channel.STANDARD_VALIDITY);
    AddressGuard strict = AddressGuard.allowing(List.of());
    AddressGuard local = AddressGuard.allowing(List.of("127.0.0.1"));
    HttpActionClient guarded = new HttpActionClient(channel, strict, new Secrets());
    HttpActionClient suspicious = new HttpActionClient(channel, local, new Secrets());
    clients.addAll(List.of(guarded, suspicious));
    assertThat(guarded.send(push(DEVICE, TOPIC)).code()).isEqualTo("ADDRESS_REFUSED");
    assertThat(suspicious.send(push(DEVICE, TOPIC)).code())
        .as("nobody vouches for it")
        .isEqualTo("TLS_FAILED");
  }
}
