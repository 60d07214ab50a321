package io.sojourn.connectors.channel.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.crypto.tink.apps.webpush.WebPushHybridDecrypt;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.ChannelClientContract;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Outcome;
import io.sojourn.core.channel.OutgoingMessage;
import io.sojourn.core.channel.OutgoingPush;
import io.sojourn.core.channel.WebPushChannel;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages are read as a browser would, by another library. */
class WebPushClientTest extends ChannelClientContract {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  @TempDir private Path folder;
  private final ActionServer server = new ActionServer();
  private final AtomicReference<Instant> clock = new AtomicReference<>(NOW);
  private final KeyPair sender = pair();
  private final KeyPair browser = pair();
  private final byte[] auth = new byte[16];
  private WebPushClient client;

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(WebPushEncryption.CURVE);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void open() throws IOException {
    new SecureRandom().nextBytes(auth);
    client = client("http://127.0.0.1:" + server.port());
  }

  private WebPushClient client(String service) throws IOException {
    Path key =
        TestCertificate.pem(folder.resolve("key"), "PRIVATE KEY", sender.getPrivate().getEncoded());
    WebPushChannel channel =
        new WebPushChannel(
            "browser",
            "WebPush",
            new WebPushChannel.Vapid(
                "mailto:shop@example.com", text(point(sender)), TestCertificate.reference(key)),
            Set.of(service),
            100,
            Duration.ofHours(4));
    return new WebPushClient(
        channel, AddressGuard.allowing(List.of("127.0.0.1")), new Secrets(), clock::get);
  }

  private static byte[] point(KeyPair pair) {
    return WebPushEncryption.point((ECPublicKey) pair.getPublic());
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private String subscription() {
    return "http://127.0.0.1:%d/send/abc?x=1#%s.%s"
        .formatted(server.port(), text(point(browser)), text(auth));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Override
  protected ChannelClient client() {
    return client;
  }

  @Override
  protected List<String> taken() {
    return server.acted();
  }

  @Override
  protected void answerNext(SendResult.Kind kind) {
    server.answerNext(kind == SendResult.Kind.TEMPORARY ? 429 : 400);
  }

  @Override
  protected OutgoingMessage message(String commandId) {
    return new OutgoingPush(commandId, subscription(), true, "{\"title\": \"Grüße\"}");
  }

  @Test
  void theBrowserReadsIt() throws GeneralSecurityException {
    client.send(message("c1"));

    ActionServer.Request request = server.requests().get(0);
    assertThat(request.line()).isEqualTo("POST /send/abc?x=1 HTTP/1.1");
    assertThat(request.headers())
        .containsEntry("content-encoding", "aes128gcm")
        .containsEntry("ttl", "14400")
        .containsEntry("topic", "c1")
        .containsEntry("urgency", "high");
    byte[] read =
        new WebPushHybridDecrypt.Builder()
            .withAuthSecret(auth)
            .withRecipientPublicKey(point(browser))
            .withRecipientPrivateKey((ECPrivateKey) browser.getPrivate())
            .build()
            .decrypt(request.body().getBytes(ISO_8859_1), null);
    assertThat(new String(read, UTF_8)).isEqualTo("{\"title\": \"Grüße\"}");
  }

  @Test
  void signsForThePushServiceWhoSends() throws Exception {
    client.send(message("c1"));
    clock.set(NOW.plus(Duration.ofHours(5)));
    client.send(message("c2"));
    clock.set(NOW.plus(Duration.ofHours(7)));
    client.send(message("c3"));

    List<String> said =
        server.requests().stream().map(request -> request.headers().get("authorization")).toList();
    String end = ", k=" + text(point(sender));
    assertThat(said).allSatisfy(each -> assertThat(each).startsWith("vapid t=").endsWith(end));
    assertThat(said.get(1)).isEqualTo(said.get(0));
    assertThat(said.get(2)).isNotEqualTo(said.get(0));
    SignedJWT token = SignedJWT.parse(said.get(0).substring("vapid t=".length()).replace(end, ""));
    assertThat(token.verify(new ECDSAVerifier((ECPublicKey) sender.getPublic()))).isTrue();
    assertThat(token.getJWTClaimsSet().getAudience())
        .containsExactly("http://127.0.0.1:" + server.port());
    assertThat(token.getJWTClaimsSet().getSubject()).isEqualTo("mailto:shop@example.com");
    assertThat(token.getJWTClaimsSet().getExpirationTime())
        .isEqualTo(NOW.plus(Duration.ofHours(12)));
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void saysWhichSubscriptionsHaveEnded(int status) {
    server.answerNext(status);
    assertThat(client.send(message("c1"))).isEqualTo(SendResult.permanent(Outcome.ADDRESS_GONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "http://127.0.0.1/send",
        "http://127.0.0.1/send#abc",
        "http://127.0.0.1/send#BCVx.AAAA",
        "http://127.0.0.1/send#!.!",
        "::#a.b"
      })
  void refusesWhatIsNoSubscription(String subscription) {
    assertThat(client.send(new OutgoingPush("c1", subscription, false, "{}")))
        .isEqualTo(SendResult.permanent("ADDRESS_INVALID"));
  }

  @Test
  void refusesASubscriptionWhoseKeyIsNoPoint() {
    byte[] nowhere = point(browser);
    nowhere[64] ^= 1;
    String to = subscription().replace(text(point(browser)), text(nowhere));
    assertThat(client.send(new OutgoingPush("c1", to, false, "{}")))
        .isEqualTo(SendResult.permanent("ADDRESS_INVALID"));
  }

  @Test
  void asksNoOtherServices() throws IOException {
    try (WebPushClient strict = client("https://*.notify.windows.com")) {
      assertThat(strict.send(message("c1"))).isEqualTo(SendResult.permanent("ADDRESS_REFUSED"));
    }
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void refusesWhatIsTooLong() {
    OutgoingPush fits = new OutgoingPush("a", subscription(), false, "x".repeat(3_993));
    OutgoingPush longer = new OutgoingPush("b", subscription(), false, "x".repeat(3_994));
    assertThat(client.send(fits)).isEqualTo(SendResult.SENT);
    assertThat(server.requests().get(0).body()).as("in one record").hasSize(4_096);
    assertThat(client.send(longer)).isEqualTo(SendResult.permanent("MESSAGE_TOO_LARGE"));
  }
}
