package io.sojourn.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sojourn.core.definition.SourceFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A server of custom actions on a real socket, which heeds the idempotency key. */
public final class ActionPeer implements AutoCloseable {
  /** Of the channel to it, requests per second. */
  public static final int RATE = 200;

  private final HttpServer server;
  private final Map<String, String> acted = new ConcurrentHashMap<>();
  private final Queue<Long> requests = new ConcurrentLinkedQueue<>();

  public ActionPeer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(System.nanoTime());
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    acted.putIfAbsent(key, exchange.getRequestURI() + " " + body);
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /** Definitions of a channel to it, and of a journey that tells it of each new account. */
  public List<SourceFile> definitions() {
    return List.of(
        new SourceFile(
            "channels/crm.yaml",
            """
            channel: crm
            http: {url: http://127.0.0.1:%d}
            rate: %d/s
            validity: 99999d
            """
                .formatted(server.getAddress().getPort(), RATE)),
        new SourceFile(
            "templates/new-account.yaml",
            """
            template: new-account
            request:
              path: /accounts/{{command.identity.value}}
              json: |
                {"name": "{{profile.person.name.firstName}}"}
            """),
        new SourceFile(
            "journeys/tell-crm.yaml",
            """
            journey: tell-crm
            entry: {event: userAccount.createProfile}
            start: tell
            steps:
              tell: {message: crm, template: new-account, class: transactional, next: done}
              done: {end: told}
            """));
  }

  /** The first request with each key: its path and its body. */
  public Map<String, String> acted() {
    return acted;
  }

  public int requests() {
    return requests.size();
  }

  /** The most requests that came within any such time. */
  public int mostWithin(Duration time) {
    long[] times = requests.stream().mapToLong(Long::longValue).sorted().toArray();
    int most = 0;
    int first = 0;
    for (int last = 0; last < times.length; last++) {
      while (times[last] - times[first] >= time.toNanos()) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
