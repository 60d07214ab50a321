package io.sojourn.bench;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A program of Debian's that ours is measured beside, or against. It has to be on the PATH. */
final class DebianTool {
  private static final int ATTEMPTS = 100;
  private static final long PAUSE_MILLIS = 50;

  private final String path;

  private DebianTool(String path) {
    this.path = path;
  }

  /**
   * Finds it.
   *
   * @param debianPackage that it is in
   * @throws BenchFailure if it is not there
   */
  static DebianTool named(String name, String debianPackage) throws BenchFailure {
    String folders = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
    return Arrays.stream(folders.split(Pattern.quote(File.pathSeparator)))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(found -> new DebianTool(found.toString()))
        .orElseThrow(
            () ->
                new BenchFailure(
                    "there is no %s on the PATH; it is in Debian's package %s"
                        .formatted(name, debianPackage)));
  }

  /** Runs it to its end, and returns what it said. */
  String run(Object... arguments) throws IOException, InterruptedException, BenchFailure {
    Process process = new ProcessBuilder(command(arguments)).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new BenchFailure(path + " failed: " + said.strip());
    }
    return said;
  }

  /** Starts it as a server; it is there when this returns. */
  Server serve(int port, Object... arguments)
      throws IOException, InterruptedException, BenchFailure {
    Process process =
        new ProcessBuilder(command(arguments))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    boolean ended = false;
    for (int i = 0; i < ATTEMPTS && !ended; i++) {
      if (listens(port)) {
        return new Server(process, port);
      }
      ended = process.waitFor(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }
    process.destroyForcibly();
    throw new BenchFailure(path + " does not listen on port " + port);
  }

  private static boolean listens(int port) {
    try {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  /** A program that runs until it is closed. */
  record Server(Process process, int port) implements AutoCloseable {
    @Override
    public void close() {
      process.destroy();
    }
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private List<String> command(Object... arguments) {
    List<String> command = new ArrayList<>(List.of(path));
    Arrays.stream(arguments).map(Object::toString).forEach(command::add);
    return command;
  }
}
