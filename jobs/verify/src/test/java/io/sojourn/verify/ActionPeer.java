package io.sojourn.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sojourn.core.definition.SourceFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of custom actions on a real socket, which heeds the idempotency key. */
final class ActionPeer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, String> acted = new ConcurrentHashMap<>();
  private final AtomicInteger requests = new AtomicInteger();

  ActionPeer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newFixedThreadPool(4));
    server.createContext("/", this::handle);
    server.start();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.incrementAndGet();
    String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    acted.putIfAbsent(key, exchange.getRequestURI() + " " + body);
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  /** A workspace with a channel to it, and a journey that tells it of each new account. */
  List<SourceFile> in(List<SourceFile> workspace) {
    List<SourceFile> files = new ArrayList<>(workspace);
    files.add(
        new SourceFile(
            "channels/crm.yaml",
            """
            channel: crm
            http: {url: http://127.0.0.1:%d}
            validity: 99999d
            """
                .formatted(server.getAddress().getPort())));
    files.add(
        new SourceFile(
            "templates/new-account.yaml",
            """
            template: new-account
            request:
              path: /accounts/{{command.identity.value}}
              json: |
                {"name": "{{profile.person.name.firstName}}"}
            """));
    files.add(
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
    return files;
  }

  /** The first request with each key: its path and its body. */
  Map<String, String> acted() {
    return acted;
  }

  int requests() {
    return requests.get();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
