package io.sojourn.connectors.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.OutgoingRequest;
import io.sojourn.core.channel.OutgoingRequest.Method;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server whose certificate no public authority signed, and that wants one of its clients. */
@Timeout(60)
class MutualTlsTest {
  private static final char[] PASSWORD = TestCertificate.PASSWORD.toCharArray();

  @TempDir private static Path folder;
  private static TestCertificate client;
  private static TestCertificate stranger;
  private static TestCertificate own;
  private static HttpsServer server;

  private static final AtomicInteger ACTED = new AtomicInteger();

  @BeforeAll
  static void start() throws Exception {
    client = TestCertificate.make(folder, "client");
    stranger = TestCertificate.make(folder, "stranger");
    own = TestCertificate.make(folder, "server");
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(own.store(), PASSWORD);
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, PASSWORD);
    known.setCertificateEntry("client", client.store().getCertificate("client"));
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    trusted.init(known);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trusted.getTrustManagers(), null);
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new WantsCertificate(tls));
    server.createContext(
        "/",
        exchange -> {
          ACTED.incrementAndGet();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  private static final class WantsCertificate extends HttpsConfigurator {
    WantsCertificate(SSLContext tls) {
      super(tls);
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
      wanted.setNeedClientAuth(true);
      parameters.setSSLParameters(wanted);
    }
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  @BeforeEach
  void reset() {
    ACTED.set(0);
  }

  private static SendResult send(
      HttpChannel.Version version, Auth auth, @Nullable TestCertificate trust) {
    HttpChannel.Server asked =
        new HttpChannel.Server(
            URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
            auth,
            version,
            trust == null ? null : TestCertificate.reference(trust.certificate()),
            Duration.ofSeconds(5));
    HttpChannel channel =
        new HttpChannel(
            "crm", null, asked, HttpChannel.Answers.UNHEARD, 10, Channel.STANDARD_VALIDITY);
    try (HttpActionClient sender =
        new HttpActionClient(channel, AddressGuard.allowing(List.of("127.0.0.1")), new Secrets())) {
      return sender.send(new OutgoingRequest("c1", Method.POST, "/a", Map.of(), null));
    }
  }

  private static Auth.Certificate as(TestCertificate who) {
    return new Auth.Certificate(
        TestCertificate.reference(who.certificate()), TestCertificate.reference(who.key()));
  }

  /** Such a server has HTTP/1.1 only: a client that offers HTTP/2 has to do with it. */
  @ParameterizedTest
  @EnumSource(HttpChannel.Version.class)
  void onlyWhoItKnowsIsServed(HttpChannel.Version version) {
    assertThat(send(version, as(client), own)).isEqualTo(SendResult.SENT);
    assertThat(ACTED).hasValue(1);
    assertThat(send(version, as(stranger), own).kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(send(version, new Auth.None(), own).kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(ACTED).hasValue(1);
  }

  @ParameterizedTest
  @EnumSource(HttpChannel.Version.class)
  void onlyWhomAnAuthorityVouchesForIsAsked(HttpChannel.Version version) {
    assertThat(send(version, as(client), null).code()).isEqualTo("TLS_FAILED");
    assertThat(send(version, as(client), stranger).code()).isEqualTo("TLS_FAILED");
    assertThat(ACTED).hasValue(0);
  }

  @ParameterizedTest
  @EnumSource(HttpChannel.Version.class)
  void withoutItsFilesNothingIsAsked(HttpChannel.Version version) throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "hunter2");
    Auth broken =
        new Auth.Certificate(
            TestCertificate.reference(empty), TestCertificate.reference(client.key()));
    Auth missing =
        new Auth.Certificate(
            TestCertificate.reference(client.certificate()),
            TestCertificate.reference(folder.resolve("none.key")));
    assertThat(send(version, broken, own).code()).isEqualTo("SECRET_INVALID");
    assertThat(send(version, missing, own).code()).isEqualTo("SECRET_MISSING");
    assertThat(ACTED).hasValue(0);
  }
}
