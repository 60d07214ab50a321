package io.sojourn.app.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How often each Message-ID came, in the order in which they came first. Kept in a file, if there
 * is one, as one line per mail: it survives the death of this process, though not of the machine.
 * Not thread-safe.
 */
final class MessageIds implements AutoCloseable {
  private static final String FILE = "message-ids.log";

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private final @Nullable OutputStream file;
  private long all;

  /**
   * Goes on with what is in the folder.
   *
   * @param folder for the file, made if there is none; null keeps nothing
   */
  MessageIds(@Nullable Path folder) throws IOException {
    if (folder == null) {
      file = null;
      return;
    }
    Files.createDirectories(folder);
    Path log = folder.resolve(FILE);
    if (Files.exists(log)) {
      String written = Files.readString(log);
      // A process that died in the middle of a line had not yet said that it took the mail.
      int end = written.lastIndexOf('\n') + 1;
      written.substring(0, end).lines().forEach(this::count);
      if (end < written.length()) {
        Files.writeString(log, written.substring(0, end));
      }
    }
    // Unbuffered: when write returns, the operating system has it.
    file = Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Notes that a mail with this id came.
   *
   * @param id without line breaks
   * @throws IOException if it could not be written, and then it does not count
   */
  void add(String id) throws IOException {
    if (file != null) {
      file.write((id + "\n").getBytes(StandardCharsets.UTF_8));
    }
    count(id);
  }

  private void count(String id) {
    counts.merge(id, 1, Integer::sum);
    all++;
  }

  /** How often it came; 0 if never. */
  int times(String id) {
    return counts.getOrDefault(id, 0);
  }

  /** How many mails came. */
  long all() {
    return all;
  }

  /** A view. */
  Map<String, Integer> counts() {
    return counts;
  }

  @Override
  public void close() {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
