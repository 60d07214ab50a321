package io.sojourn.app.local;

import java.io.IOException;

/** Flink answered, and the answer was no. */
final class FlinkRefusal extends IOException {
  private static final long serialVersionUID = 1L;

  FlinkRefusal(String message) {
    super(message);
  }

  /**
   * What an answer of failure comes down to, in one line: of a stack trace its last cause, without
   * the name of the exception's class.
   *
   * @param text an error text of Flink's, which may be many lines
   */
  static String reason(String text) {
    String found = text.lines().findFirst().orElse("no reason given");
    for (String line : (Iterable<String>) text.lines()::iterator) {
      if (line.startsWith("Caused by: ")) {
        found = line.substring("Caused by: ".length());
      }
    }
    return found.strip().replaceFirst("^[\\w.$]+(Exception|Error): ", "");
  }
}
