package io.sojourn.flink.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.jspecify.annotations.Nullable;

/**
 * Runs a function as {@code KeyedStream.connect(broadcast).process} does, and lets it choose the
 * key whose state it reads and writes, which no function can by itself. Its event-time timers are
 * {@link WriteBehindTimers}.
 *
 * @param <K> the key of the first input
 * @param <A> the first input
 * @param <B> the broadcast input
 * @param <O> the output
 */
public final class WriteBehindOperator<K, A, B, O>
    extends CoBroadcastWithKeyedOperator<K, A, B, O> {
  private static final long serialVersionUID = 1L;
  private static final long WRITE_MILLIS = 100;

  private final WritesBehind<K> function;
  private transient @Nullable List<WriteBehindTimers<?, ?>> timers;
  private transient @Nullable ScheduledFuture<?> writing;

  public <F extends KeyedBroadcastProcessFunction<K, A, B, O> & WritesBehind<K>>
      WriteBehindOperator(F function, MapStateDescriptor<?, ?>... broadcast) {
    super(function, List.of(broadcast));
    this.function = function;
  }

  @Override
  public void open() throws Exception {
    function.writeBy(this::setCurrentKey, this::registerEventTimeTimer);
    super.open();
    writing =
        getProcessingTimeService()
            .scheduleWithFixedDelay(now -> function.writeSome(), WRITE_MILLIS, WRITE_MILLIS);
  }

  @Override
  public void close() throws Exception {
    if (writing != null) {
      writing.cancel(false);
    }
    super.close();
  }

  @Override
  @SuppressWarnings("unchecked") // the stream has one key
  public <T, N> InternalTimerService<N> getInternalTimerService(
      String name, TypeSerializer<N> namespaces, Triggerable<T, N> target) {
    WriteBehindTimers<T, N> behind =
        new WriteBehindTimers<>(
            super.getInternalTimerService(name, namespaces, target),
            target,
            () -> (T) getCurrentKey(),
            this::setCurrentKey);
    timers().add(behind);
    return behind;
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    for (WriteBehindTimers<?, ?> behind : timers()) {
      behind.advance(mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    timers().forEach(WriteBehindTimers::flush);
  }

  /** A timer as a function sets one, for the key in force. */
  @SuppressWarnings("unchecked") // the timers of a function are in the one namespace there is
  private void registerEventTimeTimer(long time) {
    ((WriteBehindTimers<K, VoidNamespace>) timers().get(0))
        .registerEventTimeTimer(VoidNamespace.INSTANCE, time);
  }

  private List<WriteBehindTimers<?, ?>> timers() {
    if (timers == null) {
      timers = new ArrayList<>();
    }
    return timers;
  }
}
