package io.sojourn.flink.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.NodeSettings;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.identity.Ruling;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.LiveForgotten;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.Notice;
import io.sojourn.flink.definition.TestDefinitions;
import io.sojourn.flink.person.PersonInput;
import io.sojourn.flink.support.KeyTypes;
import io.sojourn.flink.support.KeyedBytes;
import io.sojourn.flink.support.WriteBehindOperator;
import io.sojourn.schema.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;

/** The operator on RocksDB, whose messages come back at once. */
@SuppressWarnings("try") // one that is interrupted on close fails its test
final class StitchHarness
    extends KeyedBroadcastOperatorTestHarness<IdentityKey, StitchInput, Notice, PersonInput> {
  static final OutputTag<OutputRecord> TO_KAFKA = new OutputTag<>("to-kafka") {};

  /** What it has told itself. */
  final List<byte[]> messages = new ArrayList<>();

  private int read;

  /** Whether its messages do not come back. */
  boolean deaf;

  StitchHarness() throws Exception {
    super(
        new WriteBehindOperator<>(
            new StitchIdentities("test", new NodeSettings(0, 0), TestDefinitions::update, TO_KAFKA),
            LiveWorkspace.STATE,
            LiveForgotten.STATE),
        StitchInput::key,
        KeyTypes.IDENTITY,
        720,
        1,
        0);
    setStateBackend(new EmbeddedRocksDBStateBackend());
  }

  void event(long at, LinkedIdentity... identities) throws Exception {
    processElement(StitchInput.event(at, at, List.of(identities), new byte[] {1}), at);
    feedBack();
  }

  /** No record of before comes any more. */
  void logReaches(long time) throws Exception {
    watermark(time);
    feedBack();
  }

  void payload(IdentityKey fragment, PersonId from, long token, byte... content) throws Exception {
    FragmentPayload payload = new FragmentPayload(fragment, from, token, content, 0);
    processElement(StitchInput.payload(fragment, payload.encode()), 0);
    feedBack();
  }

  void feedBack() throws Exception {
    Queue<StreamRecord<OutputRecord>> records = getSideOutput(TO_KAFKA);
    while (records != null && read < records.size()) {
      OutputRecord record = new ArrayList<>(records).get(read++).getValue();
      if (record.topic() == Topic.IDENTITY_CONTROL) {
        messages.add(record.value());
        if (!deaf) {
          control(record.value());
          records = getSideOutput(TO_KAFKA);
        }
      }
    }
  }

  void control(byte[] stamped) throws Exception {
    ControlMessage message = ControlMessage.decode(MessageFence.message(stamped));
    processElement(StitchInput.control(message.target(), stamped), 0);
  }

  void decide(LinkedIdentity one, LinkedIdentity other, Ruling.Kind kind, long at)
      throws Exception {
    for (ControlMessage message : ControlMessage.rule(one, other, new Ruling(kind, at), at)) {
      processElement(StitchInput.decision(message.target(), message.encode()), at);
    }
    feedBack();
  }

  /** The newest graph of each leader; without a value if it leads none any more. */
  Map<IdentityKey, byte[]> graphs() {
    Map<IdentityKey, byte[]> newest = new HashMap<>();
    for (StreamRecord<OutputRecord> record : getSideOutput(TO_KAFKA)) {
      OutputRecord graph = record.getValue();
      if (graph.topic() == Topic.IDENTITY_GRAPHS) {
        newest.put(Keys.identity(graph.key()), graph.value());
      }
    }
    return newest;
  }

  /** How many values are stored. */
  long stored() {
    KeyedStateBackend<?> backend =
        ((AbstractStreamOperator<?>) getOperator()).getKeyedStateBackend();
    return Stream.of("node", "cluster")
        .flatMap(name -> backend.getKeys(name, VoidNamespace.INSTANCE))
        .count();
  }

  List<Assignment> assignments() {
    OutputDecoder decoder = new OutputDecoder();
    return getSideOutput(TO_KAFKA).stream()
        .map(StreamRecord::getValue)
        .filter(record -> record.topic() == Topic.ASSIGNMENTS && record.value() != null)
        .map(record -> (Assignment) decoder.decode(record))
        .toList();
  }

  /** The identities of whom it was said that nothing is said of them any more. */
  List<IdentityKey> unassigned() {
    return getSideOutput(TO_KAFKA).stream()
        .map(StreamRecord::getValue)
        .filter(record -> record.topic() == Topic.ASSIGNMENTS && record.value() == null)
        .map(record -> Keys.identity(record.key()))
        .toList();
  }

  List<ProblemCode> rejections() {
    OutputDecoder decoder = new OutputDecoder();
    return getSideOutput(TO_KAFKA).stream()
        .map(StreamRecord::getValue)
        .filter(record -> record.topic() == Topic.REJECTIONS)
        .map(record -> ((Rejection) decoder.decode(record)).problem().code())
        .toList();
  }

  /** Whether the text of an identity stands in the state that a checkpoint has. */
  boolean holds(LinkedIdentity identity) throws Exception {
    snapshot(99, 99);
    KeyedStateBackend<IdentityKey> backend =
        ((AbstractStreamOperator<?>) getOperator()).getKeyedStateBackend();
    boolean found = false;
    for (String name : List.of("node", "cluster")) {
      for (IdentityKey key : backend.getKeys(name, VoidNamespace.INSTANCE).toList()) {
        backend.setCurrentKey(key);
        ValueState<byte[]> state =
            backend.getPartitionedState(
                VoidNamespace.INSTANCE,
                VoidNamespaceSerializer.INSTANCE,
                KeyedBytes.descriptor(name));
        found |=
            new String(state.value(), UTF_8)
                .contains(identity.identity().namespace() + "\u0002" + identity.identity().value());
      }
    }
    return found;
  }

  List<PersonInput> routed(PersonInput.Kind kind) {
    return extractOutputValues().stream().filter(input -> input.kind() == kind).toList();
  }
}
