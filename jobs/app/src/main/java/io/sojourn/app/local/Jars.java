package io.sojourn.app.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Copies of the built jar. A running process must not lose its classes to the next build, and a job
 * that is resumed after a crash must be the one that crashed.
 */
final class Jars {
  private Jars() {}

  /** The copy of the jar as it is now, made if there is none yet. */
  static Path keep(Layout layout) throws IOException {
    Path built = layout.builtJar();
    String version = Files.getLastModifiedTime(built).toMillis() + "-" + Files.size(built);
    Path copy = layout.jars().resolve("sojourn-" + version + ".jar");
    if (!Files.exists(copy)) {
      Files.createDirectories(layout.jars());
      Path draft = layout.jars().resolve("draft-" + ProcessHandle.current().pid());
      Files.copy(built, draft, StandardCopyOption.REPLACE_EXISTING);
      Files.move(draft, copy, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
    return copy;
  }

  /** Deletes the copies that nobody needs any more. */
  static void forget(Layout layout, Collection<Path> needed) throws IOException {
    if (!Files.isDirectory(layout.jars())) {
      return;
    }
    try (Stream<Path> files = Files.list(layout.jars())) {
      List<Path> unused = files.filter(file -> !needed.contains(file)).toList();
      for (Path file : unused) {
        Files.deleteIfExists(file);
      }
    }
  }
}
