package io.sojourn.flink.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class KeyedBytesTest {
  private static final int KEYS = 900;

  /** Look at the state without writing before. */
  private static final String AS_IT_IS = "as it is";

  /** Together more than is kept on the heap. */
  private static final int LARGE = 2 * KeyedBytes.MOST_BYTES / KEYS;

  private static final MapStateDescriptor<String, String> BROADCAST =
      new MapStateDescriptor<>("broadcast", Types.STRING, Types.STRING);

  /** Reads the values of a key, then writes one of them; both values are emitted as they were. */
  private static final class ReadThenWrite
      extends KeyedBroadcastProcessFunction<Integer, Write, String, String>
      implements CheckpointedFunction, WritesBehind<Integer> {
    private static final long serialVersionUID = 1L;

    private transient Consumer<Integer> keyInForce;
    private transient KeyedBytes<Integer> values;

    @Override
    public void writeBy(Consumer<Integer> newKeyInForce, LongConsumer timer) {
      keyInForce = newKeyInForce;
    }

    @Override
    public void writeSome() {
      values.writeSome();
    }

    @Override
    public void open(OpenContext context) {
      values = new KeyedBytes<>(getRuntimeContext(), keyInForce, "first", "second");
    }

    @Override
    public void processElement(Write write, ReadOnlyContext context, Collector<String> out) {
      values.at(write.key());
      out.collect(text(values.load(0)) + "," + text(values.load(1)));
      values.save(write.index(), write.value());
    }

    @Override
    public void processBroadcastElement(String element, Context context, Collector<String> out)
        throws Exception {
      if (!element.equals(AS_IT_IS)) {
        values.flush();
      }
      context.applyToKeyedState(
          KeyedBytes.descriptor("first"),
          (key, state) -> out.collect(key + ":" + text(state.value())));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
      // nothing beside the values
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
      values.flush();
    }
  }

  private record Write(int key, int index, byte[] value) {}

  @Test
  @SuppressWarnings("try") // a harness that is closed may throw InterruptedException
  void theStateHasEveryValueAfterAFlush() throws Exception {
    Random random = new Random(7);
    Map<Integer, byte[][]> model = new HashMap<>();
    try (var harness = harness(null)) {
      work(harness, random, model, 7);
      harness.processBroadcastElement("", 0);
      List<String> expected = new ArrayList<>();
      model.forEach(
          (key, values) -> {
            if (values[0] != null) {
              expected.add(key + ":" + text(values[0]));
            }
          });
      assertThat(harness.extractOutputValues()).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  @SuppressWarnings("try") // a harness that is closed may throw InterruptedException
  void everyReadGivesWhatWasWrittenLastEvenAfterTheHeapIsFullAndAfterARestore() throws Exception {
    long seed = Long.getLong("seed", 20_261_125L);
    Random random = new Random(seed);
    Map<Integer, byte[][]> model = new HashMap<>();
    OperatorSubtaskState snapshot;
    try (var harness = harness(null)) {
      work(harness, random, model, seed);
      snapshot = harness.snapshot(1, 1);
    }
    try (var harness = harness(snapshot)) {
      work(harness, random, model, seed);
    }
  }

  @Test
  @SuppressWarnings("try") // a harness that is closed may throw InterruptedException
  void whatWaitsIsWrittenWhileThereIsLittleToDo() throws Exception {
    try (var harness = harness(null)) {
      harness.processElement(new Write(1, 0, new byte[] {7}), 0);
      harness.setProcessingTime(100);
      harness.processElement(new Write(2, 0, new byte[] {8}), 0);
      harness.processBroadcastElement(AS_IT_IS, 0);
      assertThat(harness.extractOutputValues()).as("only what was read").hasSize(2);

      harness.setProcessingTime(200);
      harness.processBroadcastElement(AS_IT_IS, 0);
      assertThat(harness.extractOutputValues()).hasSize(3).endsWith("1:" + text(new byte[] {7}));
      for (int i = 0; i < 1_001; i++) {
        harness.processElement(new Write(1, 1, new byte[] {(byte) i}), 0);
      }
      String second = "2:" + text(new byte[] {8});
      harness.setProcessingTime(300);
      harness.processBroadcastElement(AS_IT_IS, 0);
      assertThat(harness.extractOutputValues()).as("busy").doesNotContain(second);
      harness.setProcessingTime(400);
      harness.processBroadcastElement(AS_IT_IS, 0);
      assertThat(harness.extractOutputValues()).contains(second);
    }
  }

  private static void work(
      KeyedBroadcastOperatorTestHarness<Integer, Write, String, String> harness,
      Random random,
      Map<Integer, byte[][]> model,
      long seed)
      throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5 * KEYS; i++) {
      if (random.nextInt(50) == 0) {
        harness.setProcessingTime(harness.getProcessingTime() + 100);
      }
      int key = random.nextInt(KEYS);
      int index = random.nextInt(2);
      byte[] value = random.nextInt(5) == 0 ? null : value(random);
      byte[][] known = model.computeIfAbsent(key, k -> new byte[2][]);
      expected.add(text(known[0]) + "," + text(known[1]));
      known[index] = value;
      harness.processElement(new Write(key, index, value), 0);
    }
    assertThat(harness.extractOutputValues()).as("seed %d", seed).isEqualTo(expected);
    harness.getOutput().clear();
  }

  private static byte[] value(Random random) {
    byte[] value = new byte[random.nextInt(LARGE)];
    Arrays.fill(value, (byte) random.nextInt());
    return value;
  }

  private static String text(byte[] value) {
    return value == null ? "none" : value.length + "/" + Arrays.hashCode(value);
  }

  private static KeyedBroadcastOperatorTestHarness<Integer, Write, String, String> harness(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new WriteBehindOperator<>(new ReadThenWrite(), BROADCAST),
            Write::key,
            Types.INT,
            720,
            1,
            0);
    harness.setStateBackend(new EmbeddedRocksDBStateBackend());
    harness.setup(
        Types.STRING.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      harness.initializeState(state);
    }
    harness.open();
    return harness;
  }
}
