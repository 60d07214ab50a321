package io.sojourn.verify;

import io.sojourn.flink.support.CodecSerializerSnapshot;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.OperatorBackendSerializationProxy;
import org.apache.flink.runtime.state.OperatorStateHandle;
import org.apache.flink.runtime.state.StreamStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/** What a canonical savepoint says of itself: whose state it is, by which name and serializer. */
final class StateList {
  private final Set<String> lines = new TreeSet<>();
  private final ClassLoader loader = StateList.class.getClassLoader();

  private StateList() {}

  /** One line per state: uid, kind, name, serializers; sorted. */
  static Set<String> of(String savepoint) throws IOException {
    Path folder = Path.of(URI.create(savepoint));
    StateList list = new StateList();
    try (DataInputStream metadata =
        new DataInputStream(
            new BufferedInputStream(Files.newInputStream(folder.resolve("_metadata"))))) {
      for (OperatorState operator :
          Checkpoints.loadCheckpointMetadata(metadata, list.loader, savepoint)
              .getOperatorStates()) {
        list.add(operator);
      }
    }
    return list.lines;
  }

  private void add(OperatorState operator) throws IOException {
    String uid = operator.getOperatorUid().orElse("no uid");
    if (operator.getCoordinatorState() != null) {
      lines.add(uid + " | coordinator");
    }
    for (OperatorSubtaskState subtask : operator.getStates()) {
      for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
        addKeyed(uid, (StreamStateHandle) handle);
      }
      for (OperatorStateHandle handle : subtask.getManagedOperatorState()) {
        addOperator(uid, handle);
      }
    }
  }

  private void addKeyed(String uid, StreamStateHandle handle) throws IOException {
    try (FSDataInputStream in = handle.openInputStream()) {
      KeyedBackendSerializationProxy<?> state = new KeyedBackendSerializationProxy<>(loader);
      state.read(new DataInputViewStreamWrapper(in));
      lines.add(uid + " | key | " + name(state.getKeySerializerSnapshot()));
      state.getStateMetaInfoSnapshots().forEach(info -> add(uid, "keyed", info));
    }
  }

  private void addOperator(String uid, OperatorStateHandle handle) throws IOException {
    try (FSDataInputStream in = handle.openInputStream()) {
      OperatorBackendSerializationProxy state = new OperatorBackendSerializationProxy(loader);
      state.read(new DataInputViewStreamWrapper(in));
      state.getOperatorStateMetaInfoSnapshots().forEach(info -> add(uid, "operator", info));
      state.getBroadcastStateMetaInfoSnapshots().forEach(info -> add(uid, "broadcast", info));
    }
  }

  private void add(String uid, String kind, StateMetaInfoSnapshot info) {
    StringBuilder line = new StringBuilder();
    line.append(uid).append(" | ").append(kind).append(" | ").append(info.getName());
    for (Map.Entry<String, TypeSerializerSnapshot<?>> serializer :
        new TreeMap<>(info.getSerializerSnapshotsImmutable()).entrySet()) {
      String part = serializer.getKey().replace("_SERIALIZER", "").toLowerCase(Locale.ROOT);
      line.append(" | ").append(part);
      line.append(' ').append(name(serializer.getValue()));
    }
    lines.add(line.toString());
  }

  /** Ours say their name and version; of Flink's own the class says enough. */
  private static String name(TypeSerializerSnapshot<?> serializer) {
    return serializer instanceof CodecSerializerSnapshot<?>
        ? serializer.toString()
        : serializer.getClass().getSimpleName().replace("Snapshot", "");
  }
}
