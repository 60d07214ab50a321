package io.sojourn.app.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The supervisor's log: a line for each thing it did, a few a day. */
final class Journal {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

  private final Path file;
  private final Clock clock;

  Journal(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  void note(String text) {
    String time = TIME.format(LocalDateTime.ofInstant(clock.instant(), ZoneId.systemDefault()));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(
          file, time + " " + text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      // A full disk must not end the supervision.
      System.err.println(time + " " + text);
    }
  }
}
