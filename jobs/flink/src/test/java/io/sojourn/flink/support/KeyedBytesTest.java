package io.sojourn.flink.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;

class KeyedBytesTest {
  private static final int KEYS = 900;

  /** Together more than is kept on the heap. */
  private static final int LARGE = 2 * KeyedBytes.MOST_BYTES / KEYS;

  /** Reads the values of a key, then writes one of them; both values are emitted as they were. */
  private static final class ReadThenWrite extends KeyedProcessFunction<Integer, Write, String> {
    private static final long serialVersionUID = 1L;

    private transient KeyedBytes<Integer> values;

    @Override
    public void open(OpenContext context) {
      values = new KeyedBytes<>(getRuntimeContext(), "first", "second");
    }

    @Override
    public void processElement(Write write, Context context, Collector<String> out) {
      values.at(write.key());
      out.collect(text(values.load(0)) + "," + text(values.load(1)));
      values.save(write.index(), write.value());
    }
  }

  private record Write(int key, int index, byte[] value) {}

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

  private static void work(
      KeyedOneInputStreamOperatorTestHarness<Integer, Write, String> harness,
      Random random,
      Map<Integer, byte[][]> model,
      long seed)
      throws Exception {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 5 * KEYS; i++) {
      int key = random.nextInt(KEYS);
      int index = random.nextInt(2);
      byte[] value = random.nextInt(5) == 0 ? null : value(random);
      byte[][] known = model.computeIfAbsent(key, k -> new byte[2][]);
      expected.add(text(known[0]) + "," + text(known[1]));
      known[index] = value;
      harness.processElement(new StreamRecord<>(new Write(key, index, value)));
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

  private static KeyedOneInputStreamOperatorTestHarness<Integer, Write, String> harness(
      OperatorSubtaskState state) throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(new ReadThenWrite()), Write::key, Types.INT);
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
