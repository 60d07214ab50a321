package io.sojourn.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder that is deleted when this process ends, however it ends. */
final class TemporaryFolder {
  private static final int ATTEMPTS = 20;
  private static final long PAUSE_MILLIS = 100;

  private TemporaryFolder() {}

  static Path create() throws IOException {
    Path folder = Files.createTempDirectory("sojourn-bench-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
    return folder;
  }

  /** Tries until it succeeds: others may still be writing while this process is interrupted. */
  private static void delete(Path folder) {
    for (int i = 0; i < ATTEMPTS && Files.exists(folder); i++) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      } catch (IOException | UncheckedIOException e) {
        pause();
      }
    }
    if (Files.exists(folder)) {
      System.err.println("bench: " + folder + " could not be deleted");
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
