package io.sojourn.app.local;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waiting for something that only shows when one looks. */
final class Polling {
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Polling() {}

  /** Looks until the answer is yes or time is up; returns the last answer. */
  static boolean until(Duration patience, Callable<Boolean> question) throws Exception {
    long end = System.nanoTime() + patience.toNanos();
    while (!question.call()) {
      if (System.nanoTime() >= end) {
        return false;
      }
      Thread.sleep(PAUSE.toMillis());
    }
    return true;
  }
}
