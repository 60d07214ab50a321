package io.sojourn.bench;

/** A measurement that does not count, and why. */
final class BenchFailure extends Exception {
  private static final long serialVersionUID = 1L;

  BenchFailure(String message) {
    super(message);
  }
}
