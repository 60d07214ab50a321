package io.sojourn.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file of events, or what is piped in, line by line as it is: nothing is decoded. */
final class EventFile implements AutoCloseable {
  /** Longest line, in bytes: what a record of the topic {@code events} may have. */
  static final int MAX_LINE = 8 * 1024 * 1024;

  private static final String PIPE = "-";

  private final String name;
  private final InputStream in;
  private final EventFormat format;
  private final byte[] buffer = new byte[64 * 1024];
  private int position;
  private int end;
  private byte[] line = new byte[4 * 1024];
  private long number;
  private long blank;
  private long tooLong;
  private long firstTooLong;

  private EventFile(String name, InputStream in, EventFormat format) {
    this.name = name;
    this.in = in;
    this.format = format;
  }

  /**
   * A line without its line break.
   *
   * @param number its place in the file, from 1
   */
  record Line(long number, byte[] bytes) {}

  /**
   * Opens a file, or for {@code -} what is piped in.
   *
   * @throws CommandFailure if there is no such file
   */
  static EventFile open(String path, EventFormat format, Console console) {
    if (path.equals(PIPE)) {
      return new EventFile(PIPE, console.in(), format);
    }
    Path file = Path.of(path);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new CommandFailure(
          Files.isDirectory(file) ? path + " is a folder" : "there is no file " + path);
    }
    try {
      return new EventFile(String.valueOf(file.getFileName()), Files.newInputStream(file), format);
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + path, e);
    }
  }

  /** Its name without folders, {@code -} for what is piped in. */
  String name() {
    return name;
  }

  /** The next line that is neither blank nor too long; null at the end. */
  @Nullable Line next() {
    try {
      if (!format.isInLines()) {
        return whole();
      }
      for (long size = read(); size >= 0; size = read()) {
        int length = (int) Math.min(size, MAX_LINE);
        boolean carriageReturn = size <= MAX_LINE && length > 0 && line[length - 1] == '\r';
        byte[] bytes = Arrays.copyOf(line, carriageReturn ? length - 1 : length);
        if (size > MAX_LINE) {
          firstTooLong = tooLong++ == 0 ? number : firstTooLong;
        } else if (isBlank(bytes)) {
          blank++;
        } else {
          return new Line(number, bytes);
        }
      }
      return null;
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + name + ": " + e.getMessage(), e);
    }
  }

  private @Nullable Line whole() throws IOException {
    byte[] all = in.readNBytes(MAX_LINE + 1);
    if (all.length > MAX_LINE) {
      throw new CommandFailure(name + " has more than " + MAX_LINE + " bytes");
    }
    return all.length == 0 ? null : new Line(1, all);
  }

  /** How many lines were skipped because no topic takes them. */
  long tooLong() {
    return tooLong;
  }

  /** Notes what was skipped because no topic takes it. */
  void noteSkipped(Console console) {
    if (blank > 0) {
      console.note("skipped " + Counts.of(blank, "blank line"));
    }
    if (tooLong > 0) {
      console.note(
          "skipped %s longer than %d bytes, first line %d: no record can be that long"
              .formatted(Counts.of(tooLong, "line"), MAX_LINE, firstTooLong));
    }
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a line into {@code line}, as much as fits; returns its full length, or -1 at the end. */
  private long read() throws IOException {
    long size = 0;
    while (true) {
      if (position == end) {
        position = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
          number += size > 0 ? 1 : 0;
          return size > 0 ? size : -1;
        }
      }
      int start = position;
      while (position < end && buffer[position] != '\n') {
        position++;
      }
      append(start, size);
      size += position - start;
      if (position < end) {
        position++;
        number++;
        return size;
      }
    }
  }

  private void append(int start, long size) {
    int room = (int) Math.max(0, Math.min(position - start, MAX_LINE - size));
    if (size + room > line.length) {
      line = Arrays.copyOf(line, (int) Math.min(MAX_LINE, 2 * (size + room)));
    }
    if (room > 0) {
      System.arraycopy(buffer, start, line, (int) size, room);
    }
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t') {
        return false;
      }
    }
    return true;
  }
}
