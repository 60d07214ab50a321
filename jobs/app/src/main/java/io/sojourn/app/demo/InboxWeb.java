package io.sojourn.app.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the mailbox to people and programs over HTTP, on loopback. */
final class InboxWeb implements AutoCloseable {
  private static final String PAGE_POLICY =
      "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src"
          + " 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  /** Mails may look as they like; they may not run, load or send anything. */
  private static final String MAIL_POLICY =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors"
          + " 'self'";

  private static final Pattern MAIL = Pattern.compile("/mails/([0-9]{1,18})/html");
  private static final int THREADS = 4;
  private static final int DEFAULT_LIMIT = 100;

  private final Mailbox mailbox;
  private final InboxPage page;
  private final JsonFactory json = new JsonFactory();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final HttpServer server;

  /**
   * @param port 0 for any
   */
  InboxWeb(Mailbox mailbox, int port) throws IOException {
    this.mailbox = mailbox;
    this.page = new InboxPage(mailbox);
    this.server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String type, String policy, String body) {
    static Answer of(String type, String body) {
      return new Answer(200, type, PAGE_POLICY, body);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
      var headers = exchange.getResponseHeaders();
      headers.set("Content-Type", answer.type() + "; charset=utf-8");
      headers.set("Content-Security-Policy", answer.policy());
      headers.set("X-Content-Type-Options", "nosniff");
      headers.set("Referrer-Policy", "no-referrer");
      headers.set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    if (!exchange.getRequestMethod().equals("GET")) {
      return new Answer(405, "text/plain", PAGE_POLICY, "Only GET\n");
    }
    Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
    String words = query.getOrDefault("q", "");
    long open = number(query.getOrDefault("id", ""), 0);
    String path = exchange.getRequestURI().getPath();
    return switch (path) {
      case "/" -> Answer.of("text/html", page.page(words, open));
      case "/list" -> Answer.of("text/html", page.list(words, open));
      case "/inbox.css" -> Answer.of("text/css", InboxPage.resource("inbox.css"));
      case "/inbox.js" -> Answer.of("text/javascript", InboxPage.resource("inbox.js"));
      case "/api/counts" -> Answer.of("application/json", counts());
      case "/api/messages" -> Answer.of("application/json", messages(query));
      case "/api/message-ids" -> Answer.of("text/plain", messageIds());
      default -> mail(path);
    };
  }

  private Answer mail(String path) {
    Matcher matcher = MAIL.matcher(path);
    ReceivedMail mail = matcher.matches() ? mailbox.mail(number(matcher.group(1), 0)) : null;
    return mail == null
        ? new Answer(404, "text/plain", PAGE_POLICY, "Nothing is here\n")
        : new Answer(200, "text/html", MAIL_POLICY, mail.content().html());
  }

  private String counts() throws IOException {
    Mailbox.Counts counts = mailbox.counts();
    StringWriter out = new StringWriter();
    try (JsonGenerator to = json.createGenerator(out)) {
      to.writeStartObject();
      to.writeNumberField("messages", counts.messages());
      to.writeNumberField("messageIds", counts.messageIds());
      to.writeNumberField("repeats", counts.repeats());
      to.writeEndObject();
    }
    return out.append('\n').toString();
  }

  private String messages(Map<String, String> query) throws IOException {
    int limit =
        (int) Math.min(number(query.getOrDefault("limit", ""), DEFAULT_LIMIT), Mailbox.KEPT);
    StringWriter out = new StringWriter();
    try (JsonGenerator to = json.createGenerator(out)) {
      to.writeStartArray();
      for (Mailbox.Listed listed : mailbox.newest(limit, query.getOrDefault("q", ""))) {
        ReceivedMail mail = listed.mail();
        to.writeStartObject();
        to.writeNumberField("id", mail.number());
        to.writeStringField("messageId", mail.messageId());
        to.writeStringField("at", mail.at().toString());
        to.writeNumberField("times", listed.times());
        to.writeStringField("from", mail.content().from());
        to.writeStringField("to", mail.content().to());
        to.writeStringField("subject", mail.content().subject());
        to.writeEndObject();
      }
      to.writeEndArray();
    }
    return out.append('\n').toString();
  }

  private String messageIds() {
    StringBuilder out = new StringBuilder();
    mailbox
        .messageIds()
        .forEach((id, times) -> out.append(times).append('\t').append(id).append('\n'));
    return out.toString();
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new HashMap<>();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(pair.substring(0, equals), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static long number(String text, long otherwise) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
  }
}
