package io.sojourn.flink.support;

import java.util.List;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;

/**
 * Runs a function as {@code KeyedStream.connect(broadcast).process} does, and lets it choose the
 * key whose state it reads and writes, which no function can by itself.
 *
 * @param <K> the key of the first input
 * @param <A> the first input
 * @param <B> the broadcast input
 * @param <O> the output
 */
public final class WriteBehindOperator<K, A, B, O>
    extends CoBroadcastWithKeyedOperator<K, A, B, O> {
  private static final long serialVersionUID = 1L;

  private final WritesBehind<K> function;

  public <F extends KeyedBroadcastProcessFunction<K, A, B, O> & WritesBehind<K>>
      WriteBehindOperator(F function, MapStateDescriptor<?, ?> broadcast) {
    super(function, List.of(broadcast));
    this.function = function;
  }

  @Override
  public void open() throws Exception {
    function.writeBy(this::setCurrentKey);
    super.open();
  }
}
