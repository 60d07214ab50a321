package io.sojourn.connectors.channel.http;

import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.Outcome;
import io.sojourn.core.channel.OutgoingMessage;
import io.sojourn.core.channel.OutgoingRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of a custom action over one connection, kept open between requests. The command id
 * goes along as {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header-07): a server
 * that heeds it never acts twice. Not thread-safe.
 */
public final class HttpActionClient implements ChannelClient {
  /** So much of an answer is read, bytes. */
  private static final int MOST_READ = 64 * 1024;

  /** So much of one of its values is told, characters. */
  private static final int LONGEST_VALUE = 256;

  /** A server may not send us away for longer. */
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(1);

  private final HttpChannel endpoint;
  private final AddressGuard guard;
  private final Secrets secrets;
  private final CallLimit limit;
  private final @Nullable AccessToken asked;
  private final @Nullable ProviderTokens own;
  private @Nullable CloseableHttpClient client;

  public HttpActionClient(HttpChannel endpoint, AddressGuard guard, Secrets secrets) {
    this(endpoint, guard, secrets, InstantSource.system());
  }

  HttpActionClient(HttpChannel endpoint, AddressGuard guard, Secrets secrets, InstantSource clock) {
    this.endpoint = endpoint;
    this.guard = guard;
    this.secrets = secrets;
    this.limit = new CallLimit(endpoint.server().timeout());
    Auth auth = endpoint.server().auth();
    Grant grant = grant(auth, secrets, clock);
    this.asked = grant == null ? null : new AccessToken(grant, System::nanoTime);
    this.own =
        auth instanceof Auth.ProviderToken token ? new ProviderTokens(token, secrets, clock) : null;
  }

  private static @Nullable Grant grant(Auth auth, Secrets secrets, InstantSource clock) {
    if (auth instanceof Auth.ClientCredentials credentials) {
      return new ClientCredentialsGrant(credentials, secrets);
    }
    return auth instanceof Auth.ServiceAccount account
        ? new ServiceAccountGrant(account, secrets, clock)
        : null;
  }

  /** Makes a request; a new one for each that is sent. */
  @FunctionalInterface
  interface Call {
    HttpUriRequestBase make() throws IOException, GeneralSecurityException;
  }

  @Override
  public SendResult send(OutgoingMessage message) {
    return send(() -> call((OutgoingRequest) message));
  }

  /** Sends a request that is made elsewhere. */
  SendResult send(Call made) {
    SSLContext tls;
    HttpUriRequestBase call;
    HttpUriRequestBase asking;
    try {
      tls = client == null ? TlsMaterial.context(endpoint.server(), secrets) : null;
      call = made.make();
      asking = asked == null || asked.isFresh() ? null : asked.request();
    } catch (IOException e) {
      return SendResult.unavailable("SECRET_MISSING");
    } catch (GeneralSecurityException e) {
      return SendResult.unavailable("SECRET_INVALID");
    } catch (RuntimeException e) {
      // the library has unchecked exceptions for some input; no message may stop the others
      return SendResult.permanent("REQUEST_INVALID");
    }
    try {
      CloseableHttpClient open = opened(tls);
      if (asked != null) {
        if (asking != null && !limit.during(asking, () -> take(open, asked, asking))) {
          return SendResult.unavailable("TOKEN_REFUSED");
        }
        bear(call, asked.current());
      }
      return limit.during(call, () -> answer(open, call));
    } catch (IOException | HttpException | RuntimeException e) {
      close();
      return HttpFailures.result(e, limit.ranOut());
    }
  }

  private static boolean take(CloseableHttpClient open, AccessToken of, HttpUriRequestBase asking)
      throws IOException, HttpException {
    try (ClassicHttpResponse response =
        open.executeOpen(RoutingSupport.determineHost(asking), asking, null)) {
      return of.take(response);
    }
  }

  private SendResult answer(CloseableHttpClient open, HttpUriRequestBase call)
      throws IOException, HttpException {
    ClassicHttpResponse response = open.executeOpen(RoutingSupport.determineHost(call), call, null);
    SendResult result = result(response);
    Map<String, String> told = endpoint.answers().told();
    try (response) {
      byte[] body = read(response.getEntity());
      return told.isEmpty() ? result : result.saying(JsonAnswer.values(body, told, LONGEST_VALUE));
    } catch (IOException e) {
      // the status was the answer
      close();
      return result;
    }
  }

  @Override
  public void close() {
    CloseableHttpClient open = client;
    client = null;
    if (open != null) {
      open.close(CloseMode.IMMEDIATE); // no request is under way
    }
  }

  private HttpUriRequestBase call(OutgoingRequest request)
      throws IOException, GeneralSecurityException {
    URI uri = URI.create(endpoint.server().url() + request.path());
    HttpUriRequestBase call = new HttpUriRequestBase(request.method().name(), uri);
    request.headers().forEach(call::setHeader);
    call.setHeader("Idempotency-Key", request.commandId());
    OutgoingRequest.Body body = request.body();
    if (body != null) {
      ContentType type = ContentType.create(body.type(), StandardCharsets.UTF_8);
      call.setEntity(new StringEntity(body.text(), type));
    }
    authorise(call);
    return call;
  }

  /** By what can be said without asking anybody. */
  private void authorise(HttpUriRequestBase call) throws IOException, GeneralSecurityException {
    Auth auth = endpoint.server().auth();
    if (auth instanceof Auth.Bearer bearer) {
      bear(call, secrets.resolve(bearer.token()));
    } else if (own != null) {
      // in small letters, as Apple writes it
      call.setHeader(HttpHeaders.AUTHORIZATION, "bearer " + own.current());
    } else if (auth instanceof Auth.Header header) {
      call.setHeader(header.header(), secrets.resolve(header.key()));
    } else if (auth instanceof Auth.Basic basic) {
      String pair = secrets.resolve(basic.user()) + ":" + secrets.resolve(basic.password());
      call.setHeader(
          HttpHeaders.AUTHORIZATION,
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private static void bear(HttpUriRequestBase call, String token) {
    call.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + token);
  }

  private SendResult result(ClassicHttpResponse response) {
    int status = response.getCode();
    if (status >= 200 && status < 300) {
      return SendResult.SENT;
    }
    if (endpoint.answers().gone().contains(status)) {
      return SendResult.permanent(Outcome.ADDRESS_GONE);
    }
    if (asked != null && status == HttpStatus.SC_UNAUTHORIZED) {
      asked.forget();
    }
    if (own != null && status == HttpStatus.SC_FORBIDDEN) {
      // of the key: the Apple Push Notification service knows no other reason
      own.forget();
      return SendResult.unavailable("HTTP_403");
    }
    SendResult result = HttpFailures.result(status);
    Duration pause = retryAfter(response.getFirstHeader(HttpHeaders.RETRY_AFTER));
    boolean again = result.kind() != SendResult.Kind.PERMANENT;
    return again && pause != null ? result.after(pause) : result;
  }

  /** To its end, so that the connection can be used again. */
  private static byte[] read(@Nullable HttpEntity entity) throws IOException {
    byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(MOST_READ);
    if (body.length == MOST_READ) {
      throw new IOException("More than is waited for");
    }
    return body;
  }

  /** Seconds or a date, RFC 9110 section 10.2.3. */
  private static @Nullable Duration retryAfter(@Nullable Header header) {
    if (header == null) {
      return null;
    }
    String value = header.getValue().trim();
    Duration pause;
    if (value.matches("[0-9]{1,9}")) {
      pause = Duration.ofSeconds(Long.parseLong(value));
    } else {
      try {
        Instant date = DateUtils.parseStandardDate(value);
        pause = date == null ? null : Duration.between(Instant.now(), date);
      } catch (DateTimeParseException e) {
        pause = null;
      }
    }
    if (pause == null || pause.isNegative()) {
      return null;
    }
    return pause.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : pause;
  }

  /**
   * @param tls for a connection that is not there yet
   */
  private CloseableHttpClient opened(@Nullable SSLContext tls) {
    CloseableHttpClient open = client;
    if (open == null) {
      open = HttpConnection.open(endpoint.server(), Objects.requireNonNull(tls), guard);
      client = open;
    }
    return open;
  }
}
