package io.sojourn.core.codec;

/**
 * Bytes that cannot be what they are taken for. The message has positions and sizes, never content.
 */
public final class MalformedBytesException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedBytesException(String message) {
    super(message);
  }
}
