package io.sojourn.app.cli;

/** Numbers of things, as people write them. */
final class Counts {
  private Counts() {}

  /** {@code 1 line}, {@code 2 lines}. */
  static String of(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }
}
