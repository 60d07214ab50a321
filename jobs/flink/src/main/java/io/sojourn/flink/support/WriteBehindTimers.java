package io.sojourn.flink.support;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.TimerHeapInternalTimer;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.util.function.BiConsumerWithException;

/**
 * Event-time timers on the heap until the next checkpoint: many fire or are out of date before, and
 * are never written. Timers of processing time are written at once.
 *
 * <p>{@link #flush} must be called at each checkpoint, which knows nothing of the heap. Of two
 * timers of different keys the later one may fire first, and one that is set again after it was
 * written fires twice. Not thread-safe.
 *
 * @param <K> the key of the stream
 * @param <N> the namespace of timers
 */
final class WriteBehindTimers<K, N> implements InternalTimerService<N> {
  /** Most timers that are on the heap of a subtask, about 15 MB. */
  static final int MOST = 100_000;

  private final InternalTimerService<N> written;
  private final Triggerable<K, N> target;
  private final Supplier<K> key;
  private final Consumer<K> keyInForce;
  private final Set<TimerHeapInternalTimer<K, N>> waiting = new HashSet<>();
  private final Queue<TimerHeapInternalTimer<K, N>> byTime =
      new PriorityQueue<>(Comparator.comparingLong(TimerHeapInternalTimer::getTimestamp));
  private long advancedTo = Long.MIN_VALUE;

  /**
   * @param written where timers are when they are not on the heap
   * @param target what they fire
   * @param key the one in force
   * @param keyInForce puts another one in force
   */
  WriteBehindTimers(
      InternalTimerService<N> written,
      Triggerable<K, N> target,
      Supplier<K> key,
      Consumer<K> keyInForce) {
    this.written = written;
    this.target = target;
    this.key = key;
    this.keyInForce = keyInForce;
  }

  /**
   * Fires what is on the heap and due at a watermark; to be called before what is written fires.
   * Another key may be in force afterwards.
   */
  void advance(long watermark) throws Exception {
    advancedTo = watermark;
    TimerHeapInternalTimer<K, N> next = byTime.peek();
    while (next != null && next.getTimestamp() <= watermark) {
      byTime.remove();
      waiting.remove(next);
      keyInForce.accept(next.getKey());
      target.onEventTime(next);
      next = byTime.peek();
    }
  }

  /** Writes all timers. Another key may be in force afterwards. */
  void flush() {
    for (TimerHeapInternalTimer<K, N> timer : waiting) {
      keyInForce.accept(timer.getKey());
      written.registerEventTimeTimer(timer.getNamespace(), timer.getTimestamp());
    }
    waiting.clear();
    byTime.clear();
  }

  @Override
  public void registerEventTimeTimer(N namespace, long time) {
    if (time <= advancedTo) {
      // may be set by one that is written, when those on the heap have fired
      written.registerEventTimeTimer(namespace, time);
      return;
    }
    TimerHeapInternalTimer<K, N> timer = timer(namespace, time);
    if (waiting.add(timer)) {
      byTime.add(timer);
    }
    if (waiting.size() > MOST) {
      flush();
      keyInForce.accept(timer.getKey());
    }
  }

  @Override
  public void deleteEventTimeTimer(N namespace, long time) {
    TimerHeapInternalTimer<K, N> timer = timer(namespace, time);
    if (waiting.remove(timer)) {
      byTime.remove(timer);
    }
    // an older one of the same time may be written
    written.deleteEventTimeTimer(namespace, time);
  }

  private TimerHeapInternalTimer<K, N> timer(N namespace, long time) {
    return new TimerHeapInternalTimer<>(time, key.get(), namespace);
  }

  @Override
  public void registerProcessingTimeTimer(N namespace, long time) {
    written.registerProcessingTimeTimer(namespace, time);
  }

  @Override
  public void deleteProcessingTimeTimer(N namespace, long time) {
    written.deleteProcessingTimeTimer(namespace, time);
  }

  @Override
  public void forEachEventTimeTimer(BiConsumerWithException<N, Long, Exception> consumer)
      throws Exception {
    flush();
    written.forEachEventTimeTimer(consumer);
  }

  @Override
  public void forEachProcessingTimeTimer(BiConsumerWithException<N, Long, Exception> consumer)
      throws Exception {
    written.forEachProcessingTimeTimer(consumer);
  }

  @Override
  public long currentProcessingTime() {
    return written.currentProcessingTime();
  }

  @Override
  public long currentWatermark() {
    return written.currentWatermark();
  }

  @Override
  public void initializeWatermark(long watermark) {
    written.initializeWatermark(watermark);
  }
}
