package io.sojourn.connectors.channel.http;

import io.sojourn.core.channel.HttpChannel.Server;
import io.sojourn.core.channel.HttpChannel.Version;
import java.net.InetAddress;
import java.net.UnknownHostException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.Timeout;

/**
 * One connection to a server, and one to where its tokens come from. Redirects are not followed,
 * cookies not kept, nothing is asked twice.
 */
final class HttpConnection {
  private static final String AGENT = "Sojourn";

  private HttpConnection() {}

  static CloseableHttpClient open(Server server, SSLContext tls, AddressGuard guard) {
    return server.version() == Version.HTTP_2
        ? second(server, tls, guard)
        : first(server, tls, guard);
  }

  private static CloseableHttpClient first(Server server, SSLContext tls, AddressGuard guard) {
    return HttpClients.custom()
        .setConnectionManager(
            PoolingHttpClientConnectionManagerBuilder.create()
                .setMaxConnTotal(2)
                .setMaxConnPerRoute(1)
                .setDnsResolver(new Guarded(guard))
                .setDefaultConnectionConfig(connection(server))
                .setTlsSocketStrategy(
                    ClientTlsStrategyBuilder.create().setSslContext(tls).buildClassic())
                .build())
        .setDefaultRequestConfig(request(server))
        .setUserAgent(AGENT)
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  /** HTTP/1.1 all the same with a server that does not offer HTTP/2. */
  private static CloseableHttpClient second(Server server, SSLContext tls, AddressGuard guard) {
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .setConnectionManager(
                PoolingAsyncClientConnectionManagerBuilder.create()
                    .setMaxConnTotal(2)
                    .setMaxConnPerRoute(1)
                    .setDnsResolver(new Guarded(guard))
                    .setDefaultConnectionConfig(connection(server))
                    .setDefaultTlsConfig(
                        TlsConfig.custom().setVersionPolicy(HttpVersionPolicy.NEGOTIATE).build())
                    .setTlsStrategy(
                        ClientTlsStrategyBuilder.create().setSslContext(tls).buildAsync())
                    .build())
            .setIOReactorConfig(IOReactorConfig.custom().setIoThreadCount(1).build())
            .setDefaultRequestConfig(request(server))
            .setUserAgent(AGENT)
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
    client.start();
    return HttpAsyncClients.classic(client, Timeout.of(server.timeout()));
  }

  private static ConnectionConfig connection(Server server) {
    Timeout timeout = Timeout.of(server.timeout());
    return ConnectionConfig.custom().setConnectTimeout(timeout).setSocketTimeout(timeout).build();
  }

  private static RequestConfig request(Server server) {
    return RequestConfig.custom().setResponseTimeout(Timeout.of(server.timeout())).build();
  }

  /** Resolves names to addresses that may be asked; the connection is made to one of these. */
  private static final class Guarded extends SystemDefaultDnsResolver {
    private final AddressGuard guard;

    Guarded(AddressGuard guard) {
      this.guard = guard;
    }

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
