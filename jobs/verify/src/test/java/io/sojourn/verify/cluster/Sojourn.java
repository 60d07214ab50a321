package io.sojourn.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.WorkspaceFolder;
import io.sojourn.core.definition.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * {@code scripts/sojourn} as a user runs it, with ports and a data folder of its own; closing it
 * leaves no process and no data.
 */
@SuppressWarnings("try") // closing runs a command, which may be interrupted
final class Sojourn implements AutoCloseable {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final List<String> PORTS =
      List.of("KAFKA", "CONTROLLER", "WEB", "RPC", "SMTP", "INBOX");

  private final Path folder;
  private final Map<String, String> environment = new TreeMap<>();

  /** What a command printed, and how it ended. */
  record Ran(int exit, String out, String err) {
    @Override
    public String toString() {
      return "exit " + exit + "\n" + out + err;
    }
  }

  Sojourn(String name) throws IOException {
    folder = Path.of("target/cluster").resolve(name).toAbsolutePath();
    Files.createDirectories(folder);
    environment.put("SOJOURN_HOME", folder.resolve("data").toString());
    List<ServerSocket> held = new ArrayList<>();
    for (String port : PORTS) {
      ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
      held.add(socket);
      environment.put("SOJOURN_" + port + "_PORT", String.valueOf(socket.getLocalPort()));
    }
    for (ServerSocket socket : held) {
      socket.close();
    }
  }

  /** Runs a command that must succeed within five minutes. */
  Ran run(String... arguments) throws Exception {
    Path out = Files.createTempFile(folder, arguments[0], ".out");
    Ran ran = finished(start(out, arguments), out);
    assertThat(ran.exit()).as("sojourn %s: %s", String.join(" ", arguments), ran).isZero();
    return ran;
  }

  /** Starts a command; what it prints goes to a file and the same name with {@code .err}. */
  Process start(Path out, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("scripts/sojourn").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(Path.of(out + ".err").toFile());
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Waits for a command that was started. */
  Ran finished(Process process, Path out) throws Exception {
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Ran(
        process.waitFor(), Files.readString(out), Files.readString(Path.of(out + ".err")));
  }

  Path folder() {
    return folder;
  }

  /** Sends lines to the events topic. */
  void send(String... lines) throws Exception {
    Path file = Files.write(Files.createTempFile(folder, "events", ".jsonl"), List.of(lines));
    run("send", file.toString());
  }

  /** The process of this name. */
  ProcessHandle process(String name) {
    List<ProcessHandle> found =
        processes().stream()
            .filter(
                process ->
                    process.info().commandLine().orElse("").contains("process=" + name + "@"))
            .toList();
    assertThat(found).as("processes named %s", name).hasSize(1);
    return found.get(0);
  }

  /** SIGKILL. */
  void kill(String name) {
    assertThat(process(name).destroyForcibly()).isTrue();
  }

  /** STOP or CONT, to a process that must not act for a while. */
  static void signal(ProcessHandle process, String signal) throws Exception {
    Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start();
    assertThat(kill.waitFor()).isZero();
  }

  /**
   * Whether {@code status} says that all is up. The cluster is asked before it: the command takes
   * seconds of the processors, and what is waited for needs them.
   */
  boolean allUp() throws Exception {
    if (!get("WEB", "/overview").contains("\"taskmanagers\":2,")) {
      return false;
    }
    Path out = Files.createTempFile(folder, "status", ".out");
    return finished(start(out, "status"), out).exit() == 0;
  }

  /** The savepoint of a job that {@code down} made. */
  String savepoint(String job) throws IOException {
    try (Stream<Path> found = Files.list(folder.resolve("data/savepoints").resolve(job))) {
      List<Path> savepoints = found.toList();
      assertThat(savepoints).hasSize(1);
      return savepoints.get(0).toUri().toString();
    }
  }

  JobOptions options() {
    return JobOptions.parse("--bootstrap", "127.0.0.1:" + environment.get("SOJOURN_KAFKA_PORT"));
  }

  /** A folder with the sample workspace, which sends to the inbox of this platform. */
  Path shop() throws IOException {
    Path to = Files.createDirectories(folder.resolve("shop"));
    String port = "port: " + environment.get("SOJOURN_SMTP_PORT");
    for (SourceFile file : WorkspaceFolder.definitions(ROOT.resolve("deploy/workspaces/shop"))) {
      Path copy = to.resolve(file.path());
      Files.createDirectories(copy.getParent());
      Files.writeString(copy, file.text().replace("port: 1025", port));
    }
    return to;
  }

  /** How often the mail of each command reached the SMTP server, by the id in its Message-ID. */
  Map<String, Integer> mails() {
    Map<String, Integer> counts = new TreeMap<>();
    for (String line : get("INBOX", "/api/message-ids").lines().toList()) {
      int tab = line.indexOf('\t');
      counts.put(
          line.substring(tab + 1).replaceFirst("^<?([^@]*)@.*", "$1"),
          Integer.parseInt(line.substring(0, tab)));
    }
    return counts;
  }

  private String get(String port, String path) {
    URI uri =
        URI.create(
            "http://127.0.0.1:%s%s".formatted(environment.get("SOJOURN_" + port + "_PORT"), path));
    try {
      return HttpClient.newHttpClient()
          .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
          .body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The processes whose command line names this data folder. */
  List<ProcessHandle> processes() {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process.info().commandLine().orElse("").contains(folder.resolve("data").toString()))
        .toList();
  }

  @Override
  public void close() throws Exception {
    run("down", "--wipe");
    assertThat(processes()).isEmpty();
  }
}
