package io.sojourn.app.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** The end of a log file, and what is added to it. */
final class LogTail {
  /** Enough for some thousand lines; a log file holds 10 MiB. */
  private static final int WINDOW = 1024 * 1024;

  private final Path file;
  private long position;

  LogTail(Path file) {
    this.file = file;
  }

  /** The last lines, oldest first; what is added from here on is for {@link #more}. */
  List<String> last(int lines) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    position = Math.max(0, Files.size(file) - WINDOW);
    List<String> all = more().lines().toList();
    return all.subList(Math.max(0, all.size() - lines), all.size());
  }

  /** What was added since; begins anew when the file has been rolled over. */
  String more() throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < position) {
        position = 0;
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(WINDOW, channel.size() - position));
      channel.read(bytes, position);
      position += bytes.position();
      return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
    }
  }
}
