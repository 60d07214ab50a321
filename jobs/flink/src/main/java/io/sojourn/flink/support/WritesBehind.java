package io.sojourn.flink.support;

import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** A keyed function that writes the state of other keys than that of the element it is given. */
public interface WritesBehind<K> {

  /**
   * Called once, before {@code open}.
   *
   * @param keyInForce makes a key the one whose state is read and written
   * @param timer sets an event-time timer for the key in force, also where the function's own
   *     context has none
   */
  void writeBy(Consumer<K> keyInForce, LongConsumer timer);

  /** Called ten times a second: a moment to write what has been waiting for long. */
  void writeSome();
}
