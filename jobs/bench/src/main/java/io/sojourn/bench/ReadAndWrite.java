package io.sojourn.bench;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one keyed value of 96 bytes for each event, and passes it on under another key.
 */
final class ReadAndWrite
    extends KeyedProcessFunction<String, Tuple2<String, byte[]>, Tuple2<String, byte[]>> {
  private static final long serialVersionUID = 1L;
  private static final int VALUE_BYTES = 96;

  private final String name;
  private transient @Nullable ValueState<byte[]> state;

  /**
   * @param name of the state, and what the next key begins with
   */
  ReadAndWrite(String name) {
    this.name = name;
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(
      Tuple2<String, byte[]> event, Context context, Collector<Tuple2<String, byte[]>> out)
      throws Exception {
    ValueState<byte[]> value = Objects.requireNonNull(state);
    byte[] known = value.value();
    byte[] next = known == null ? new byte[VALUE_BYTES] : known;
    ByteBuffer numbers = ByteBuffer.wrap(next);
    numbers.putLong(0, numbers.getLong(0) + 1);
    numbers.putLong(8, numbers.getLong(8) + event.f1.length);
    value.update(next);
    out.collect(Tuple2.of(name + event.f0, event.f1));
  }
}
