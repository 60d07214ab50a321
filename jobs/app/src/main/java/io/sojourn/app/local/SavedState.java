package io.sojourn.app.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A complete checkpoint or savepoint on disk.
 *
 * @param folder what Flink is told to restore from
 * @param written when it was completed
 * @param number Flink's, growing along the life of a job across restores
 */
record SavedState(Path folder, FileTime written, long number) {
  private static final String METADATA = "_metadata";

  /** What Flink's metadata begins with. */
  private static final int MAGIC = 0x4960672d;

  /**
   * The newest state of a job, whether checkpoint or savepoint. A folder without complete metadata
   * is an attempt that was cut short and does not count.
   */
  static Optional<SavedState> newest(Layout layout, String job) throws IOException {
    List<SavedState> found = new ArrayList<>();
    for (Path run : folders(layout.checkpoints().resolve(job))) {
      for (Path checkpoint : folders(run)) {
        read(checkpoint).ifPresent(found::add);
      }
    }
    for (Path savepoint : folders(layout.savepoints().resolve(job))) {
      read(savepoint).ifPresent(found::add);
    }
    return found.stream()
        .max(Comparator.comparing(SavedState::written).thenComparing(SavedState::number));
  }

  private static Optional<SavedState> read(Path folder) {
    Path metadata = folder.resolve(METADATA);
    if (!Files.isRegularFile(metadata)) {
      return Optional.empty();
    }
    try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
      if (in.readInt() != MAGIC) {
        return Optional.empty();
      }
      in.readInt(); // the format's version
      return Optional.of(
          new SavedState(folder, Files.getLastModifiedTime(metadata), in.readLong()));
    } catch (IOException e) {
      // Too short, or deleted by Flink this moment because a newer one is complete.
      return Optional.empty();
    }
  }

  private static List<Path> folders(Path parent) throws IOException {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (Stream<Path> children = Files.list(parent)) {
      return children.filter(Files::isDirectory).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
