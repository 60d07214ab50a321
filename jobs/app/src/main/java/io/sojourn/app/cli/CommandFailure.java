package io.sojourn.app.cli;

/** A command cannot do its work: one clear line for the person who typed it, and exit code 1. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what is wrong and what to do, without personal data and without a stack trace
   */
  public CommandFailure(String message) {
    super(message);
  }

  public CommandFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
