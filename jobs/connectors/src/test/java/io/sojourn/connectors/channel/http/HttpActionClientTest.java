package io.sojourn.connectors.channel.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.ChannelClientContract;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.OutgoingMessage;
import io.sojourn.core.channel.OutgoingRequest;
import io.sojourn.core.channel.OutgoingRequest.Body;
import io.sojourn.core.channel.OutgoingRequest.Method;
import io.sojourn.core.channel.SecretReference;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class HttpActionClientTest extends ChannelClientContract {
  private static final AddressGuard LOCAL = AddressGuard.allowing(List.of("127.0.0.1"));
  private static final Duration PATIENT = Duration.ofSeconds(20);

  private final ActionServer server = new ActionServer();
  private final HttpActionClient client = client(new Auth.None(), PATIENT, LOCAL);

  private HttpActionClient client(Auth auth, Duration timeout, AddressGuard guard) {
    return client("http://127.0.0.1:" + server.port() + "/base", auth, timeout, guard);
  }

  private static HttpActionClient client(
      String url, Auth auth, Duration timeout, AddressGuard guard) {
    HttpChannel endpoint =
        new HttpChannel("crm", null, URI.create(url), auth, timeout, 10, Channel.STANDARD_VALIDITY);
    return new HttpActionClient(endpoint, guard, new Secrets());
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
    server.answerNext(kind == SendResult.Kind.TEMPORARY ? 429 : 404);
  }

  @Override
  protected OutgoingMessage message(String commandId) {
    return new OutgoingRequest(
        commandId, Method.POST, "/x", Map.of(), new Body("application/json", "{}"));
  }

  @Test
  void saysWhatTheTemplateSaid() {
    Body body = new Body("application/json", "{\"name\": \"Zoë\"}");
    assertThat(
            client.send(
                new OutgoingRequest(
                    "c1", Method.PATCH, "/a%20b?c=d%26", Map.of("X-Shop", "1"), body)))
        .isEqualTo(SendResult.SENT);
    ActionServer.Request request = server.requests().get(0);
    assertThat(request.line()).isEqualTo("PATCH /base/a%20b?c=d%26 HTTP/1.1");
    assertThat(request.body()).isEqualTo("{\"name\": \"Zoë\"}");
    assertThat(request.headers())
        .containsEntry("idempotency-key", "c1")
        .containsEntry("x-shop", "1")
        .containsEntry("content-type", "application/json; charset=UTF-8")
        .doesNotContainKeys("authorization", "cookie");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "DELETE"})
  void sendsNoBodyWhereThereIsNone(String method) {
    OutgoingRequest bare = new OutgoingRequest("c1", Method.valueOf(method), "", Map.of(), null);
    assertThat(client.send(bare)).isEqualTo(SendResult.SENT);
    assertThat(server.requests().get(0).line()).isEqualTo(method + " /base HTTP/1.1");
    assertThat(server.requests().get(0).body()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "{\"sid\": \"SM1\", \"to\": [{\"n\": 3}]} | SM1 | 3",
        "{\"to\": [{\"n\": true}], \"more\": {\"sid\": 1}} | none | true",
        "{\"sid\": null, \"to\": [{\"n\": {\"a\": 1}}]} | none | none",
        "{\"sid\": {\"a\": 1}, \"to\": []} | none | none",
        "{\"sid\": \"SM1\", \"to\": [ | SM1 | none",
        "{\"sid\": \"a\\ud800\", \"to\": [{\"n\": \"\\ud83d\\ude00\"}]} | none | 😀",
        "oh | none | none",
        "'' | none | none",
      })
  void saysWhatWasAnswered(String body, String sid, String first) {
    HttpChannel telling =
        new HttpChannel(
            "crm",
            null,
            new HttpChannel.Server(
                URI.create("http://127.0.0.1:" + server.port()), new Auth.None(), PATIENT),
            new HttpChannel.Answers(Map.of("sid", "/sid", "first", "/to/0/n"), Set.of()),
            10,
            Channel.STANDARD_VALIDITY);
    server.answerNext(
        "HTTP/1.1 201 Created\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
    try (HttpActionClient asking = new HttpActionClient(telling, LOCAL, new Secrets())) {
      SendResult result = asking.send(message("c1"));
      assertThat(result.kind()).isEqualTo(SendResult.Kind.SENT);
      assertThat(result.answer().get("sid")).isEqualTo(sid);
      assertThat(result.answer().get("first")).isEqualTo(first);
      assertThat(result.toString()).doesNotContain("SM1");
    }
  }

  @Test
  void keepsItsConnection() {
    for (int i = 0; i < 10; i++) {
      assertThat(client.send(message("m" + i))).isEqualTo(SendResult.SENT);
    }
    assertThat(server.connections()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "200, SENT",
    "201, SENT",
    "204, SENT",
    "301, PERMANENT",
    "302, PERMANENT",
    "400, PERMANENT",
    "401, UNAVAILABLE",
    "403, PERMANENT",
    "404, PERMANENT",
    "408, TEMPORARY",
    "409, TEMPORARY",
    "410, PERMANENT",
    "422, PERMANENT",
    "425, TEMPORARY",
    "429, TEMPORARY",
    "500, UNAVAILABLE",
    "502, UNAVAILABLE",
    "503, UNAVAILABLE",
    "504, UNAVAILABLE"
  })
  void knowsWhatAStatusMeans(int status, SendResult.Kind kind) {
    server.answerNext(status);
    SendResult result = client.send(message("a"));
    assertThat(result.kind()).isEqualTo(kind);
    assertThat(result.code()).isEqualTo(kind == SendResult.Kind.SENT ? "SENT" : "HTTP_" + status);
  }

  @Test
  void followsNoRedirect() {
    server.answerNext(
        "HTTP/1.1 307 Elsewhere\r\nLocation: http://127.0.0.1:%d/other\r\nContent-Length: 0\r\n\r\n"
            .formatted(server.port()));
    assertThat(client.send(message("a"))).isEqualTo(SendResult.permanent("HTTP_307"));
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void keepsNoCookies() {
    server.answerNext("HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n");
    client.send(message("a"));
    client.send(message("b"));
    assertThat(server.requests().get(1).headers()).doesNotContainKey("cookie");
  }

  @Test
  void saysWhenToComeBack() {
    assertThat(retryAfter("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(retryAfter("99999999")).isEqualTo(Duration.ofHours(1));
    assertThat(retryAfter("soon")).isNull();
    assertThat(retryAfter("-1")).isNull();
    String date =
        ZonedDateTime.now(ZoneOffset.UTC)
            .plusSeconds(60)
            .format(DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH));
    assertThat(retryAfter(date)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(61));
    assertThat(retryAfter("Thu, 01 Jan 1970 00:00:00 GMT")).isNull();
  }

  private @Nullable Duration retryAfter(String value) {
    server.answerNext(
        "HTTP/1.1 503 Busy\r\nRetry-After: " + value + "\r\nContent-Length: 0\r\n\r\n");
    return client.send(message("a")).retryAfter();
  }

  @Test
  void doesNotWaitForASlowServer() {
    server.next(
        (request, connection) -> {
          server.hang();
          return false;
        });
    assertTimesOut();
  }

  @Test
  void doesNotWaitForAServerThatTrickles() {
    server.next(
        (request, connection) -> {
          ActionServer.write(connection, "HTTP/1.1 200 OK\r\n");
          for (int i = 0; i < 400; i++) {
            ActionServer.write(connection, "X-" + i + ": y\r\n");
            Thread.sleep(50);
          }
          return false;
        });
    assertTimesOut();
  }

  private void assertTimesOut() {
    HttpActionClient hasty = client(new Auth.None(), Duration.ofMillis(500), LOCAL);
    long began = System.nanoTime();
    assertThat(hasty.send(message("a"))).isEqualTo(SendResult.unavailable("TIMEOUT"));
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
    assertThat(hasty.send(message("b"))).isEqualTo(SendResult.SENT);
    hasty.close();
  }

  @Test
  void aBrokenConnectionIsNoAnswer() {
    server.next((request, connection) -> false);
    assertThat(client.send(message("a"))).isEqualTo(SendResult.unavailable("CONNECTION_LOST"));
    server.next(
        (request, connection) -> {
          connection.setSoLinger(true, 0);
          return false;
        });
    assertThat(client.send(message("a"))).isEqualTo(SendResult.unavailable("CONNECTION_LOST"));
    assertThat(client.send(message("a"))).isEqualTo(SendResult.SENT);
  }

  @Test
  void aServerThatActsAndClosesIsAskedAgainWithTheSameKey() {
    server.next(
        (request, connection) -> {
          server.act(request);
          return false;
        });
    assertThat(client.send(message("a")).kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(client.send(message("a"))).isEqualTo(SendResult.SENT);
    assertThat(server.requests()).hasSize(2);
    assertThat(server.acted()).containsExactly("a");
  }

  @Test
  void garbageIsNoAnswer() {
    server.answerNext("220 mail.example.com ESMTP\r\n\r\n");
    HttpActionClient hasty = client(new Auth.None(), Duration.ofMillis(500), LOCAL);
    assertThat(hasty.send(message("a")).kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(hasty.send(message("a"))).isEqualTo(SendResult.SENT);
    hasty.close();
  }

  @Test
  void aStatusIsAnAnswerWhateverFollows() {
    server.next(
        (request, connection) -> {
          ActionServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
          return false;
        });
    assertThat(client.send(message("a"))).isEqualTo(SendResult.SENT);
    assertThat(client.send(message("b"))).isEqualTo(SendResult.SENT);
  }

  @Test
  void anEndlessAnswerIsNotReadToItsEnd() {
    server.next(
        (request, connection) -> {
          ActionServer.write(connection, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n");
          String chunk = "x".repeat(8192);
          for (int i = 0; i < 100_000; i++) {
            ActionServer.write(connection, chunk);
          }
          return false;
        });
    assertThat(client.send(message("a"))).isEqualTo(SendResult.SENT);
    assertThat(client.send(message("b"))).isEqualTo(SendResult.SENT);
  }

  @Test
  void aServerThatIsNotThereIsUnavailable() {
    server.close();
    assertThat(client.send(message("a"))).isEqualTo(SendResult.unavailable("CONNECT_FAILED"));
    HttpActionClient lost =
        client(
            "http://nowhere.invalid", new Auth.None(), PATIENT, AddressGuard.allowing(List.of()));
    assertThat(lost.send(message("a"))).isEqualTo(SendResult.unavailable("HOST_UNKNOWN"));
  }

  @Test
  void aServerWithoutTlsIsUnavailableWhereTlsIsAsked() {
    HttpActionClient secure =
        client("https://127.0.0.1:" + server.port(), new Auth.None(), Duration.ofSeconds(2), LOCAL);
    server.answerNext("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    assertThat(secure.send(message("a")).kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(server.acted()).isEmpty();
  }

  @Test
  void goesNowherePrivateUnlessAllowed() {
    AddressGuard strict = AddressGuard.allowing(List.of());
    for (String host :
        List.of("127.0.0.1", "localhost", "[::1]", "169.254.169.254", "2130706433")) {
      HttpActionClient guarded =
          client("http://" + host + ":" + server.port(), new Auth.None(), PATIENT, strict);
      assertThat(guarded.send(message("a")))
          .as(host)
          .isEqualTo(SendResult.permanent("ADDRESS_REFUSED"));
    }
    assertThat(server.connections()).isZero();
  }

  @Test
  void saysWhoItIs(@TempDir Path folder) throws Exception {
    SecretReference user = secret(folder, "user", "shop");
    SecretReference key = secret(folder, "key", "s3cret");
    assertThat(authorised(new Auth.Bearer(key))).containsEntry("authorization", "Bearer s3cret");
    assertThat(authorised(new Auth.Basic(user, key)))
        .containsEntry("authorization", "Basic c2hvcDpzM2NyZXQ=");
    assertThat(authorised(new Auth.Header("X-Api-Key", key))).containsEntry("x-api-key", "s3cret");
    Files.delete(folder.resolve("key"));
    HttpActionClient locked = client(new Auth.Bearer(key), PATIENT, LOCAL);
    assertThat(locked.send(message("a"))).isEqualTo(SendResult.unavailable("SECRET_MISSING"));
  }

  private static SecretReference secret(Path folder, String name, String value) throws Exception {
    return SecretReference.parse(
        "${file:" + Files.writeString(folder.resolve(name), value + "\n") + "}");
  }

  private Map<String, String> authorised(Auth auth) {
    HttpActionClient known = client(auth, PATIENT, LOCAL);
    assertThat(known.send(message("a"))).isEqualTo(SendResult.SENT);
    known.close();
    return server.requests().get(server.requests().size() - 1).headers();
  }
}
