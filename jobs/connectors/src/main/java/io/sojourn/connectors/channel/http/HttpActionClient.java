package io.sojourn.connectors.channel.http;

import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.HttpChannel.Auth;
import io.sojourn.core.channel.OutgoingMessage;
import io.sojourn.core.channel.OutgoingRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Objects;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
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
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests of a custom action over one connection, kept open between requests. The command id
 * goes along as {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header-07): a server
 * that heeds it never acts twice. Redirects are not followed, cookies not kept. Not thread-safe.
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
  private final @Nullable AccessToken token;
  private @Nullable CloseableHttpClient client;

  public HttpActionClient(HttpChannel endpoint, AddressGuard guard, Secrets secrets) {
    this.endpoint = endpoint;
    this.guard = guard;
    this.secrets = secrets;
    this.limit = new CallLimit(endpoint.timeout());
    this.token =
        endpoint.auth().kind() == Auth.Kind.OAUTH2
            ? new AccessToken(endpoint.auth(), secrets, System::nanoTime)
            : null;
  }

  @Override
  public SendResult send(OutgoingMessage message) {
    OutgoingRequest request = (OutgoingRequest) message;
    HttpUriRequestBase call;
    HttpUriRequestBase asking;
    try {
      call = call(request);
      asking = token == null || token.isFresh() ? null : token.request();
    } catch (IOException e) {
      return SendResult.unavailable("SECRET_MISSING");
    } catch (RuntimeException e) {
      // the library has unchecked exceptions for some input; no message may stop the others
      return SendResult.permanent("REQUEST_INVALID");
    }
    try {
      if (token != null) {
        if (asking != null && !limit.during(asking, () -> take(token, asking))) {
          return SendResult.unavailable("TOKEN_REFUSED");
        }
        call.setHeader(HttpHeaders.AUTHORIZATION, token.header());
      }
      return limit.during(call, () -> answer(call));
    } catch (IOException | HttpException | RuntimeException e) {
      close();
      return HttpFailures.result(e, limit.ranOut());
    }
  }

  private boolean take(AccessToken of, HttpUriRequestBase asking)
      throws IOException, HttpException {
    try (ClassicHttpResponse response =
        opened().executeOpen(RoutingSupport.determineHost(asking), asking, null)) {
      return of.take(response);
    }
  }

  private SendResult answer(HttpUriRequestBase call) throws IOException, HttpException {
    ClassicHttpResponse response =
        opened().executeOpen(RoutingSupport.determineHost(call), call, null);
    SendResult result = result(response);
    if (token != null && response.getCode() == HttpStatus.SC_UNAUTHORIZED) {
      token.forget();
    }
    try (response) {
      byte[] body = read(response.getEntity());
      return endpoint.answer().isEmpty()
          ? result
          : result.saying(JsonAnswer.values(body, endpoint.answer(), LONGEST_VALUE));
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
      try {
        open.close();
      } catch (IOException e) {
        // the connection is gone either way, and no request is under way
        return;
      }
    }
  }

  private HttpUriRequestBase call(OutgoingRequest request) throws IOException {
    URI uri = URI.create(endpoint.url() + request.path());
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

  private void authorise(HttpUriRequestBase call) throws IOException {
    Auth auth = endpoint.auth();
    if (auth.secret() == null || auth.kind() == Auth.Kind.OAUTH2) {
      return;
    }
    String secret = secrets.resolve(auth.secret());
    switch (auth.kind()) {
      case NONE, OAUTH2 -> {}
      case BEARER -> call.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + secret);
      case HEADER -> call.setHeader(Objects.requireNonNull(auth.header()), secret);
      case BASIC -> {
        String user = secrets.resolve(Objects.requireNonNull(auth.user()));
        byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
        call.setHeader(
            HttpHeaders.AUTHORIZATION, "Basic " + Base64.getEncoder().encodeToString(pair));
      }
    }
  }

  private static SendResult result(ClassicHttpResponse response) {
    int status = response.getCode();
    if (status >= 200 && status < 300) {
      return SendResult.SENT;
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

  private CloseableHttpClient opened() {
    CloseableHttpClient open = client;
    if (open == null) {
      open = open();
      client = open;
    }
    return open;
  }

  private CloseableHttpClient open() {
    Timeout timeout = Timeout.of(endpoint.timeout());
    PoolingHttpClientConnectionManager connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(2) // one more to where tokens come from
            .setMaxConnPerRoute(1)
            .setDnsResolver(new Guarded())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(timeout)
                    .setSocketTimeout(timeout)
                    .build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(timeout).build())
        .setUserAgent("Sojourn")
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** Resolves names to addresses that may be asked; the connection is made to one of these. */
  private final class Guarded extends SystemDefaultDnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      InetAddress[] all = super.resolve(host);
      for (InetAddress address : all) {
        if (!guard.allows(address)) {
          throw new AddressRefusedException();
        }
      }
      return all;
    }
  }
}
