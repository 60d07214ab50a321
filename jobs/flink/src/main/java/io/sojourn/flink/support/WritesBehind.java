package io.sojourn.flink.support;

import java.util.function.Consumer;

/** A keyed function that writes the state of other keys than that of the element it is given. */
public interface WritesBehind<K> {

  /**
   * Called once, before {@code open}.
   *
   * @param keyInForce makes a key the one whose state is read and written
   */
  void writeBy(Consumer<K> keyInForce);
}
