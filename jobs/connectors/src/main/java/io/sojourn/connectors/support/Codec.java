package io.sojourn.connectors.support;

import java.io.Serializable;

/**
 * How a type is written to bytes, with a name and a version that go into every savepoint.
 *
 * <p>Implementations are public classes with a public constructor without arguments, and hold no
 * state: a savepoint names the class.
 */
public interface Codec<T> extends Serializable {

  /** The name of the format, never changed. */
  String name();

  /** The version that {@link #encode} writes; larger than every version before it. */
  int version();

  Class<T> type();

  byte[] encode(T value);

  /**
   * Reads what {@link #encode} wrote in this version or an earlier one.
   *
   * @throws io.sojourn.core.codec.MalformedBytesException if the bytes are not of that format
   */
  T decode(int version, byte[] bytes);
}
