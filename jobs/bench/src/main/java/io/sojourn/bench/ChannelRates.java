package io.sojourn.bench;

import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.email.SmtpClient;
import io.sojourn.connectors.channel.email.SmtpTimeouts;
import io.sojourn.connectors.channel.http.AddressGuard;
import io.sojourn.connectors.channel.http.HttpActionClient;
import io.sojourn.core.channel.Auth;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.DkimKey;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.HttpChannel;
import io.sojourn.core.channel.OutgoingMail;
import io.sojourn.core.channel.OutgoingRequest;
import io.sojourn.core.channel.SecretReference;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How fast the clients of channels are beside programs that do nothing else: mails beside Postfix's
 * {@code smtp-source}, signed ones beside Java's signatures alone, requests beside {@code wrk}.
 * Both of a pair talk to the same server, over as many connections, in turn.
 */
final class ChannelRates {
  private static final int CONNECTIONS = 8;
  private static final int BODY_BYTES = 6_000;
  private static final int RSA_BITS = 2_048;
  private static final String LOOPBACK = "127.0.0.1";
  private static final Pattern REQUESTS = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

  private final Path folder;
  private final Progress progress;
  private final int runs;
  private final ClientLoad load;
  private final String body = "This line of a mail is as long as most are, and no longer. ...\n";

  /**
   * @param messages per run
   */
  ChannelRates(Path folder, Progress progress, int runs, int messages) {
    this.folder = folder;
    this.progress = progress;
    this.runs = runs;
    this.load = new ClientLoad(CONNECTIONS, messages);
  }

  /** How often per second something is done. */
  @FunctionalInterface
  private interface Rate {
    double measure() throws Exception;
  }

  /** Mails without a signature, and with one. */
  List<RatePair> mails() throws Exception {
    DebianTool source = DebianTool.named("smtp-source", "postfix");
    int port = DebianTool.freePort();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(RSA_BITS);
    KeyPair keys = generator.generateKeyPair();
    String address = LOOPBACK + ":" + port;
    DebianTool sinks = DebianTool.named("smtp-sink", "postfix");
    // root has to say whom it goes on as, and nobody else may
    boolean root = System.getProperty("user.name").equals("root");
    try (DebianTool.Server sink =
        root
            ? sinks.serve(port, "-u", "root", address, 1_024)
            : sinks.serve(port, address, 1_024)) {
      RatePair plain =
          pair(
              "mails of %,d bytes over %d connections".formatted(BODY_BYTES, CONNECTIONS),
              () -> mails(sink.port(), null),
              "Postfix's smtp-source",
              () -> source(source, sink.port()));
      DkimKey key = new DkimKey("example.com", "s1", reference(keys));
      RatePair signed =
          pair(
              "the same with a DKIM signature, RSA %,d".formatted(RSA_BITS),
              () -> mails(sink.port(), key),
              "Java's signatures alone",
              () -> signatures(keys));
      return List.of(plain, signed);
    }
  }

  /** Requests with a body in JSON. */
  RatePair requests() throws Exception {
    DebianTool wrk = DebianTool.named("wrk", "wrk");
    int port = DebianTool.freePort();
    Path config = Files.writeString(folder.resolve("nginx.conf"), nginx(port));
    Path script = Files.writeString(folder.resolve("post.lua"), lua());
    try (DebianTool.Server server =
        DebianTool.named("nginx", "nginx").serve(port, "-p", folder, "-c", config)) {
      return pair(
          "requests of %,d bytes over %d connections".formatted(text().length(), CONNECTIONS),
          () -> requests(server.port()),
          "wrk",
          () -> wrk(wrk, server.port(), script));
    }
  }

  /** The first run of each only warms up. */
  private RatePair pair(String ours, Rate rate, String other, Rate otherRate) throws Exception {
    List<Double> mine = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i <= runs; i++) {
      double their = otherRate.measure();
      double my = rate.measure();
      String which = i == 0 ? "warm-up" : "run " + i;
      progress.note("%s, %s: %,.0f/s; %s: %,.0f/s".formatted(ours, which, my, other, their));
      if (i > 0) {
        theirs.add(their);
        mine.add(my);
      }
    }
    return new RatePair(ours, other, mine, theirs);
  }

  private double mails(int port, @Nullable DkimKey dkim) throws Exception {
    EmailChannel channel =
        new EmailChannel(
            LOOPBACK,
            port,
            EmailChannel.Tls.NONE,
            null,
            null,
            "shop@example.com",
            dkim,
            null,
            Integer.MAX_VALUE,
            Channel.STANDARD_VALIDITY);
    String content = text();
    return load.rate(
        () -> new SmtpClient(channel, SmtpTimeouts.STANDARD, new Secrets()),
        id ->
            new OutgoingMail(
                id,
                "bench",
                "ada@example.com",
                channel.from(),
                "Your cart is waiting",
                null,
                content,
                null));
  }

  private double source(DebianTool source, int port) throws Exception {
    long began = System.nanoTime();
    source.run(
        "-d",
        "-s",
        CONNECTIONS,
        "-m",
        load.messages(),
        "-l",
        BODY_BYTES,
        "-f",
        "shop@example.com",
        "-t",
        "ada@example.com",
        LOOPBACK + ":" + port);
    return load.messages() * 1e9 / (System.nanoTime() - began);
  }

  private double signatures(KeyPair keys) throws Exception {
    byte[] headers = text().substring(0, 1_000).getBytes(StandardCharsets.UTF_8);
    return load.rate(
        () -> {
          for (int i = 0; i < load.messages() / load.connections(); i++) {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(headers);
            signature.sign();
          }
          return null;
        });
  }

  private double requests(int port) throws Exception {
    HttpChannel channel =
        new HttpChannel(
            "crm",
            null,
            URI.create("http://" + LOOPBACK + ":" + port),
            new Auth.None(),
            Duration.ofSeconds(10),
            Integer.MAX_VALUE,
            Channel.STANDARD_VALIDITY);
    OutgoingRequest.Body content =
        new OutgoingRequest.Body("application/json", "\"" + text().replace('\n', ' ') + "\"");
    Function<String, OutgoingRequest> request =
        id -> new OutgoingRequest(id, OutgoingRequest.Method.POST, "/act", Map.of(), content);
    AddressGuard guard = AddressGuard.allowing(List.of(LOOPBACK));
    return load.rate(() -> new HttpActionClient(channel, guard, new Secrets()), request::apply);
  }

  private double wrk(DebianTool wrk, int port, Path script) throws Exception {
    String said =
        wrk.run(
            "-t",
            1,
            "-c",
            CONNECTIONS,
            "-d",
            "5s",
            "-s",
            script,
            "http://" + LOOPBACK + ":" + port + "/act");
    Matcher rate = REQUESTS.matcher(said);
    if (!rate.find() || said.contains("Non-2xx")) {
      throw new BenchFailure("wrk said: " + said.strip());
    }
    return Double.parseDouble(rate.group(1));
  }

  private String text() {
    return body.repeat(BODY_BYTES / body.length() + 1).substring(0, BODY_BYTES);
  }

  private SecretReference reference(KeyPair keys) throws IOException, GeneralSecurityException {
    String content = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    Path file = folder.resolve("dkim.pem");
    Files.writeString(
        file, "-----BEGIN PRIVATE KEY-----\n" + content + "\n-----END PRIVATE KEY-----\n");
    return SecretReference.parse("${file:" + file + "}");
  }

  private String lua() {
    return """
    wrk.method = "POST"
    wrk.body = [["%s"]]
    wrk.headers["Content-Type"] = "application/json"
    """
        .formatted(text().replace('\n', ' '));
  }

  private static String nginx(int port) {
    return """
    daemon off;
    worker_processes 1;
    pid nginx.pid;
    error_log stderr error;
    events {}
    http {
      access_log off;
      keepalive_requests 100000000;
      client_body_temp_path body;
      proxy_temp_path proxy;
      fastcgi_temp_path fastcgi;
      uwsgi_temp_path uwsgi;
      scgi_temp_path scgi;
      server {
        listen 127.0.0.1:%d;
        location / { return 204; }
      }
    }
    """
        .formatted(port);
  }
}
