package io.sojourn.verify;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/** The values of a keyed state in a savepoint, as the state processor reads them. */
public final class SavedValues {
  private SavedValues() {}

  /**
   * The values of all keys, in no particular order.
   *
   * @param savepoint its address
   * @param uid of the operator
   */
  @SuppressWarnings("try") // who is interrupted while reading has failed
  public static <K> List<byte[]> of(
      String savepoint, String uid, TypeInformation<K> key, ValueStateDescriptor<byte[]> state)
      throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    SavepointReader reader =
        SavepointReader.read(env, savepoint, new EmbeddedRocksDBStateBackend());
    List<byte[]> values = new ArrayList<>();
    try (CloseableIterator<byte[]> found =
        reader
            .readKeyedState(
                OperatorIdentifier.forUid(uid),
                new Read<K>(state),
                key,
                PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
            .executeAndCollect()) {
      found.forEachRemaining(values::add);
    }
    return values;
  }

  private static final class Read<K> extends KeyedStateReaderFunction<K, byte[]> {
    private static final long serialVersionUID = 1L;

    private final ValueStateDescriptor<byte[]> descriptor;
    private transient ValueState<byte[]> state;

    Read(ValueStateDescriptor<byte[]> descriptor) {
      this.descriptor = descriptor;
    }

    @Override
    public void open(OpenContext context) {
      state = getRuntimeContext().getState(descriptor);
    }

    @Override
    public void readKey(K key, Context context, Collector<byte[]> out) throws Exception {
      out.collect(state.value());
    }
  }
}
