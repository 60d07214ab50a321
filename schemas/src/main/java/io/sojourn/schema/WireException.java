package io.sojourn.schema;

/**
 * Bytes that are not single-object encoded data of a known schema. The message has positions, sizes
 * and names of types, never content; there is no cause, since Avro's messages may quote content.
 */
public final class WireException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WireException(String message) {
    super(message);
  }
}
