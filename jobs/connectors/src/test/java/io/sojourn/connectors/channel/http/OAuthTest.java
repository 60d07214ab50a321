package io.sojourn.connectors.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.OutgoingRequest;
import io.sojourn.core.channel.OutgoingRequest.Method;
import io.sojourn.core.channel.SecretReference;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that wants tokens of the client credentials grant, and one that gives them. */
@Timeout(30)
class OAuthTest {
  private static final String SENT = "SENT";

  @TempDir private Path folder;

  private final List<String> asked = new ArrayList<>();
  private final List<String> acted = new ArrayList<>();
  private String accepted = "t1";
  private int tokenStatus = 200;
  private String tokenAnswer = "";
  private HttpServer server;
  private HttpActionClient client;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/token", this::token);
    server.createContext("/api", this::act);
    server.start();
    client = client("a b", Duration.ofSeconds(20));
  }

  @AfterEach
  void stop() {
    client.close();
    server.stop(0);
  }

  private HttpActionClient client(String scope, Duration timeout) throws IOException {
    Path id = Files.writeString(folder.resolve("id"), "shop:1");
    Path secret = Files.writeString(folder.resolve("secret"), "s e+cret");
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    Auth auth =
        new Auth.ClientCredentials(
            URI.create(base + "/token"),
            SecretReference.parse("${file:" + id + "}"),
            SecretReference.parse("${file:" + secret + "}"),
            scope);
    return new HttpActionClient(
        new HttpChannel(
            "crm", null, URI.create(base + "/api"), auth, timeout, 10, Channel.STANDARD_VALIDITY),
        AddressGuard.allowing(List.of("127.0.0.1")),
        new Secrets());
  }

  /** Gives t1, t2, … unless it is told to answer something else. */
  private synchronized void token(HttpExchange exchange) throws IOException {
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " " + form);
    String given = "{\"access_token\": \"t" + asked.size() + "\", \"expires_in\": 3600}";
    byte[] answer = (tokenAnswer.isEmpty() ? given : tokenAnswer).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(tokenStatus, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private synchronized void act(HttpExchange exchange) throws IOException {
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    boolean may = ("Bearer " + accepted).equals(authorization);
    if (may) {
      acted.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
    }
    exchange.sendResponseHeaders(may ? 204 : 401, -1);
    exchange.close();
  }

  private String send(String commandId) {
    return client.send(new OutgoingRequest(commandId, Method.POST, "", Map.of(), null)).code();
  }

  @Test
  void asksOnceForAToken() {
    assertThat(send("c1")).isEqualTo(SENT);
    assertThat(send("c2")).isEqualTo(SENT);
    assertThat(acted).containsExactly("c1", "c2");
    // RFC 6749, section 2.3.1: form-encoded, then RFC 7617: shop%3A1:s+e%2Bcret
    assertThat(asked)
        .containsExactly(
            "Basic c2hvcCUzQTE6cytlJTJCY3JldA== grant_type=client_credentials&scope=a+b");
  }

  @Test
  void asksAgainWhenATokenIsNotTaken() {
    assertThat(send("c1")).isEqualTo(SENT);
    accepted = "t2";
    SendResult refused = client.send(new OutgoingRequest("c2", Method.POST, "", Map.of(), null));
    assertThat(refused.kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(refused.code()).isEqualTo("HTTP_401");
    assertThat(send("c2")).isEqualTo(SENT);
    assertThat(acted).containsExactly("c1", "c2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "0", "-9223372036854775808"})
  void usesATokenThatEndsAtOnceForOneRequest(String seconds) {
    tokenAnswer =
        "{\"expires_in\": "
            + seconds
            + ", \"access_token\": \"t1\", \"more\": {\"access_token\": 2}}";
    assertThat(send("c1")).isEqualTo(SENT);
    assertThat(send("c2")).isEqualTo(SENT);
    assertThat(asked).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "401 | {\"error\": \"invalid_client\"}",
        "500 | oh",
        "200 | oh",
        "200 | [1]",
        "200 | {\"access_token\": 1}",
        "200 | {\"access_token\": \"a\\nb\"}",
        "200 | {\"access_token\": \"\"}",
        "200 | {\"token_type\": \"Bearer\"}",
      })
  void withoutATokenNothingIsSent(int status, String answer) {
    tokenStatus = status;
    tokenAnswer = answer;
    SendResult refused = client.send(new OutgoingRequest("c1", Method.POST, "", Map.of(), null));
    assertThat(refused.kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(refused.code()).isEqualTo("TOKEN_REFUSED");
    assertThat(acted).isEmpty();
    tokenStatus = 200;
    tokenAnswer = "";
    accepted = "t2";
    assertThat(send("c1")).isEqualTo(SENT);
  }

  @Test
  void doesNotWaitForEverForAToken() throws IOException {
    client = client(null, Duration.ofMillis(300));
    server.removeContext("/token");
    server.createContext("/token", exchange -> exchange.getRequestBody().readAllBytes());
    assertThat(send("c1")).isEqualTo("TIMEOUT");
  }

  @Test
  void withoutTheSecretsNothingIsAsked() throws IOException {
    Files.delete(folder.resolve("secret"));
    assertThat(send("c1")).isEqualTo("SECRET_MISSING");
    assertThat(asked).isEmpty();
  }

  @Test
  void leavesATokenAloneBeforeItEnds() throws IOException {
    AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);
    AccessToken token = new AccessToken(() -> new HttpPost("http://127.0.0.1/token"), now::get);
    assertThat(token.isFresh()).isFalse();
    BasicClassicHttpResponse answer = new BasicClassicHttpResponse(200);
    answer.setEntity(new StringEntity("{\"access_token\": \"t\", \"expires_in\": \"90\"}"));
    assertThat(token.take(answer)).isTrue();
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(token.isFresh()).isTrue();
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(token.isFresh()).isFalse();
  }
}
