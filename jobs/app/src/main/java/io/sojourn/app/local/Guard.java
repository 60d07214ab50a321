package io.sojourn.app.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Work that only one process at a time may do. The system frees the lock of a dead process. */
final class Guard {
  private final Path file;

  Guard(Path file) {
    this.file = file;
  }

  /** Waits for its turn, then works. */
  <T> T exclusively(Callable<T> work) throws Exception {
    try (FileChannel channel = open();
        FileLock lock = channel.lock()) {
      if (!lock.isValid()) {
        throw new IOException("Lost the lock " + file);
      }
      return work.call();
    }
  }

  /** Works if nobody else does; empty if somebody does. */
  <T> Optional<T> ifFree(Callable<T> work) throws Exception {
    try (FileChannel channel = open();
        FileLock lock = channel.tryLock()) {
      return lock == null ? Optional.empty() : Optional.of(work.call());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private FileChannel open() throws IOException {
    Files.createDirectories(file.getParent());
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }
}
