package io.sojourn.flink.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.state.ValueState;
import org.jspecify.annotations.Nullable;

/** Reads and writes keyed values of bytes from code that does not throw I/O errors. */
public final class KeyedValues {
  private KeyedValues() {}

  public static byte @Nullable [] value(ValueState<byte[]> state) {
    try {
      return state.value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the bytes; null removes the value. */
  public static void update(ValueState<byte[]> state, byte @Nullable [] bytes) {
    try {
      if (bytes == null) {
        state.clear();
      } else {
        state.update(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
