package io.sojourn.flink.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.NavigableSet;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is closed may throw InterruptedException
class WriteBehindTimersTest {
  private static final MapStateDescriptor<String, String> BROADCAST =
      new MapStateDescriptor<>("broadcast", Types.STRING, Types.STRING);

  private record Setting(int key, long time, boolean delete) {}

  /** Sets and deletes timers as it is told; each that fires is emitted, and sets one of half. */
  private static final class Alarms
      extends KeyedBroadcastProcessFunction<Integer, Setting, String, String>
      implements WritesBehind<Integer> {
    private static final long serialVersionUID = 1L;

    @Override
    public void writeBy(Consumer<Integer> keyInForce, LongConsumer timer) {
      // has no state of other keys
    }

    @Override
    public void writeSome() {
      // nor any that waits
    }

    @Override
    public void processElement(Setting set, ReadOnlyContext context, Collector<String> out) {
      if (set.delete()) {
        context.timerService().deleteEventTimeTimer(set.time());
      } else {
        context.timerService().registerEventTimeTimer(set.time());
      }
    }

    @Override
    public void processBroadcastElement(String element, Context context, Collector<String> out) {
      // hears nothing
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) {
      out.collect(text(context.getCurrentKey(), time));
      if (time % 2 == 0) {
        context.timerService().registerEventTimeTimer(time / 2);
      }
    }
  }

  @Test
  void everyTimerFiresInTimeWhereverItIs() throws Exception {
    long seed = Long.getLong("seed", 20_261_127L);
    Random random = new Random(seed);
    NavigableSet<String> model = new TreeSet<>();
    OperatorSubtaskState state = null;
    long now = 0;
    for (int life = 0; life < 5; life++) {
      try (var harness = harness(state)) {
        for (int round = 0; round < 10; round++) {
          for (int i = 0; i < 200; i++) {
            Setting set =
                new Setting(random.nextInt(50), now + random.nextInt(500), random.nextInt(4) == 0);
            harness.processElement(set, 0);
            if (set.delete()) {
              model.remove(text(set.key(), set.time()));
            } else {
              model.add(text(set.key(), set.time()));
            }
          }
          if (random.nextInt(3) == 0) {
            harness.snapshot(round, round);
          }
          now += random.nextInt(100);
          advance(harness, now);
          assertThat(fired(harness)).as("seed %d", seed).isEqualTo(due(model, now));
        }
        state = harness.snapshot(100, 100);
      }
    }
  }

  @Test
  void moreTimersThanTheHeapTakesAreWritten() throws Exception {
    try (var harness = harness(null)) {
      for (int key = 0; key <= WriteBehindTimers.MOST; key++) {
        harness.processElement(new Setting(key, 1, false), 0);
      }
      assertThat(harness.numEventTimeTimers()).isEqualTo(WriteBehindTimers.MOST + 1);
      harness.processElement(new Setting(-1, 1, false), 0);
      assertThat(harness.numEventTimeTimers()).isEqualTo(WriteBehindTimers.MOST + 1);
      advance(harness, 1);
      assertThat(harness.extractOutputValues()).hasSize(WriteBehindTimers.MOST + 2);
    }
  }

  private static void advance(
      KeyedBroadcastOperatorTestHarness<Integer, Setting, String, String> harness, long now)
      throws Exception {
    harness.processWatermark(new Watermark(now));
    harness.processBroadcastWatermark(new Watermark(now));
  }

  /** What fires until now, that which is set by it among it. */
  private static Set<String> due(NavigableSet<String> model, long now) {
    Set<String> due = new TreeSet<>();
    for (String next = model.pollFirst(); next != null; next = model.pollFirst()) {
      String[] parts = next.split("@", 2);
      long time = Long.parseLong(parts[0]);
      if (time > now) {
        model.add(next);
        break;
      }
      due.add(next);
      if (time % 2 == 0) {
        model.add(text(Integer.parseInt(parts[1]), time / 2));
      }
    }
    return due;
  }

  /** Each once, though one that is set again after it was written fires twice. */
  private static Set<String> fired(
      KeyedBroadcastOperatorTestHarness<Integer, Setting, String, String> harness) {
    Set<String> fired = new TreeSet<>(harness.extractOutputValues());
    harness.getOutput().clear();
    return fired;
  }

  /** Sorts by time. */
  private static String text(int key, long time) {
    return "%06d@%d".formatted(time, key);
  }

  private static KeyedBroadcastOperatorTestHarness<Integer, Setting, String, String> harness(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new WriteBehindOperator<>(new Alarms(), BROADCAST), Setting::key, Types.INT, 8, 1, 0);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
