package io.sojourn.app.local;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final Comparator<SavedState> NEWNESS =
      Comparator.comparing(SavedState::written).thenComparing(SavedState::number);

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
      newestIn(run).ifPresent(found::add);
    }
    newestIn(layout.savepoints().resolve(job)).ifPresent(found::add);
    return found.stream().max(NEWNESS);
  }

  /**
   * Deletes the checkpoints of all runs of a job but the newest that has one, and the current one.
   * A run's first checkpoint holds all state itself, so no run needs the files of an earlier one.
   */
  static void forgetOlderRuns(Layout layout, String job, String currentId) throws IOException {
    Path all = layout.checkpoints().resolve(job);
    Map<Path, SavedState> runs = new HashMap<>();
    for (Path run : folders(all)) {
      newestIn(run).ifPresent(state -> runs.put(run, state));
    }
    Optional<Path> newest = runs.keySet().stream().max(Comparator.comparing(runs::get, NEWNESS));
    for (Path run : folders(all)) {
      if (!run.endsWith(currentId) && newest.isPresent() && !run.equals(newest.get())) {
        Trees.delete(run);
      }
    }
  }

  private static Optional<SavedState> newestIn(Path folder) throws IOException {
    List<SavedState> found = new ArrayList<>();
    for (Path state : folders(folder)) {
      read(state).ifPresent(found::add);
    }
    return found.stream().max(NEWNESS);
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
