package io.sojourn.bench;

import java.io.PrintStream;

/** Says on standard error what goes on: a line that is written over while somebody looks on. */
final class Progress {
  private static final int WIDTH = 78;

  private final PrintStream err = System.err;
  private final boolean watched = Boolean.getBoolean("sojourn.bench.watched");
  private final long began = System.nanoTime();
  private long shown = Long.MIN_VALUE;

  /** What is the case now; shown at most once a second, or every ten where nobody looks on. */
  void show(String text) {
    long now = System.nanoTime();
    long pause = watched ? 1_000_000_000L : 10_000_000_000L;
    if (shown == Long.MIN_VALUE || now - shown >= pause) {
      shown = now;
      err.print(watched ? "\r" + padded(text) : text + "\n");
      err.flush();
    }
  }

  /** A line that stays. */
  void note(String text) {
    long seconds = (System.nanoTime() - began) / 1_000_000_000L;
    String line = "[%4d s] %s".formatted(seconds, text);
    err.println(watched ? "\r" + padded(line) : line);
  }

  private static String padded(String text) {
    return text + " ".repeat(Math.max(0, WIDTH - text.length()));
  }
}
