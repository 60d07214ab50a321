package io.sojourn.app.cli;

import java.time.Duration;

/** Says every two seconds how far a long command has come. */
final class Progress {
  private static final long EVERY = Duration.ofSeconds(2).toNanos();

  private final Console console;
  private final String things;
  private long next = System.nanoTime() + EVERY;

  /**
   * @param things what is counted, for example {@code lines sent}
   */
  Progress(Console console, String things) {
    this.console = console;
    this.things = things;
  }

  void reached(long count) {
    if (System.nanoTime() - next >= 0) {
      console.note(count + " " + things);
      next = System.nanoTime() + EVERY;
    }
  }
}
