package io.sojourn.connectors.channel.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * An HTTP server on sockets that can misbehave in every way a test lays out, and heeds the key that
 * makes requests idempotent.
 */
final class ActionServer implements AutoCloseable {
  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final ServerSocket socket;
  private final Queue<Reaction> reactions = new ConcurrentLinkedQueue<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<String> acted = ConcurrentHashMap.newKeySet();
  private final List<String> order = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Thread accepting;

  /**
   * What came in; names of headers in lower case. A body with a {@code Content-Encoding} is in ISO
   * 8859-1, which keeps all bytes, any other in UTF-8.
   */
  record Request(String line, Map<String, String> headers, String body) {
    String key() {
      return headers.getOrDefault("idempotency-key", headers.getOrDefault("topic", ""));
    }
  }

  /** What is done with a request instead of answering it. */
  @FunctionalInterface
  interface Reaction {
    /** Returns whether the connection goes on. */
    boolean react(Request request, Socket connection) throws Exception;
  }

  ActionServer() {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    accepting = start(this::accept);
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task, "action-server");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  int port() {
    return socket.getLocalPort();
  }

  /** What is done with the next request for which nothing is laid out yet. */
  void next(Reaction reaction) {
    reactions.add(reaction);
  }

  /** Answers it with these bytes, without acting. */
  void answerNext(String response) {
    next(
        (request, connection) -> {
          write(connection, response);
          return true;
        });
  }

  void answerNext(int status) {
    answerNext("HTTP/1.1 " + status + " Whatever\r\nContent-Length: 0\r\n\r\n");
  }

  /** Acts on the request as if it were answered. */
  void act(Request request) {
    if (acted.add(request.key())) {
      order.add(request.key());
    }
  }

  /** Until the server is closed. */
  void hang() throws InterruptedException {
    end.await();
  }

  /** The keys that it acted on, once each, in their order. */
  List<String> acted() {
    return order;
  }

  List<Request> requests() {
    return requests;
  }

  int connections() {
    return connections.size();
  }

  static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    connection.getOutputStream().flush();
  }

  private void accept() {
    while (true) {
      try {
        Socket connection = socket.accept();
        connections.add(connection);
        var unused = start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      boolean open = true;
      while (open) {
        Request request = read(in);
        if (request == null) {
          return;
        }
        requests.add(request);
        Reaction reaction = reactions.poll();
        if (reaction == null) {
          act(request);
          write(connection, OK);
        } else {
          open = reaction.react(request, connection);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      // the client has gone, or the test has ended
      return;
    }
  }

  private static Request read(InputStream in) throws IOException {
    String line = line(in);
    if (line.isEmpty()) {
      return null;
    }
    Map<String, String> headers = new HashMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    Charset charset =
        headers.containsKey("content-encoding")
            ? StandardCharsets.ISO_8859_1
            : StandardCharsets.UTF_8;
    return new Request(line, headers, new String(in.readNBytes(length), charset));
  }

  private static String line(InputStream in) throws IOException {
    List<Byte> bytes = new ArrayList<>();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (next != '\r') {
        bytes.add((byte) next);
      }
    }
    byte[] line = new byte[bytes.size()];
    for (int i = 0; i < line.length; i++) {
      line[i] = bytes.get(i);
    }
    return new String(line, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    end.countDown();
    try {
      socket.close();
      accepting.join();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
