package io.sojourn.flink.identity;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.NodeSettings;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.identity.Ruling;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.GraphCodec;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.Forgetting;
import io.sojourn.flink.definition.LiveForgotten;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.Notice;
import io.sojourn.flink.definition.TestDefinitions;
import io.sojourn.flink.person.PersonInput;
import io.sojourn.flink.support.KeyTypes;
import io.sojourn.flink.support.KeyedBytes;
import io.sojourn.flink.support.WriteBehindOperator;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class StitchIdentitiesTest {
  private static final OutputTag<OutputRecord> TO_KAFKA = new OutputTag<>("to-kafka") {};
  private static final LinkedIdentity ADA = identity(0, "CRMID", 1);
  private static final LinkedIdentity COOKIE = identity(512, "ECID", 2);

  private static LinkedIdentity identity(int rank, String namespace, long number) {
    return new LinkedIdentity(
        new IdentityKey(rank, number, number), new Identity(namespace, "v" + number));
  }

  /** The operator on RocksDB, whose messages come back at once. */
  private static final class Harness
      extends KeyedBroadcastOperatorTestHarness<IdentityKey, StitchInput, Notice, PersonInput> {
    private final List<byte[]> messages = new ArrayList<>();
    private int read;
    private boolean deaf;

    Harness() throws Exception {
      super(
          new WriteBehindOperator<>(
              new StitchIdentities(
                  "test", new NodeSettings(0, 0), TestDefinitions::update, TO_KAFKA),
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

    void payload(IdentityKey fragment, PersonId from, long token, byte... content)
        throws Exception {
      FragmentPayload payload = new FragmentPayload(fragment, from, token, content, 0);
      processElement(StitchInput.payload(fragment, payload.encode()), 0);
      feedBack();
    }

    private void feedBack() throws Exception {
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
                  .contains(
                      identity.identity().namespace() + "\u0002" + identity.identity().value());
        }
      }
      return found;
    }

    List<PersonInput> routed(PersonInput.Kind kind) {
      return extractOutputValues().stream().filter(input -> input.kind() == kind).toList();
    }
  }

  @Test
  void anUnlinkedIdentityIsItsOwnPersonAndKeepsNoState() throws Exception {
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(PersonId.birth(COOKIE.key()));
      assertThat(harness.stored()).isZero();
    }
  }

  @Test
  void aLinkMovesTheCookieToThePersonWhoLogsIn() throws Exception {
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      harness.event(3, COOKIE);

      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(
              PersonId.birth(COOKIE.key()), PersonId.birth(ADA.key()), PersonId.birth(ADA.key()));
      assertThat(harness.routed(PersonInput.Kind.MOVE_OUT))
          .singleElement()
          .matches(move -> move.person().equals(PersonId.birth(COOKIE.key())))
          .matches(move -> move.time() == 2);
    }
  }

  @Test
  void aFragmentOnItsWayFindsItsPersonAfterARestore() throws Exception {
    OperatorSubtaskState state;
    long token;
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      token = harness.routed(PersonInput.Kind.MOVE_OUT).get(0).token();
      state = harness.snapshot(1, 1);
    }
    try (Harness harness = new Harness()) {
      harness.initializeState(state);
      harness.open();
      harness.payload(COOKIE.key(), PersonId.birth(COOKIE.key()), token, (byte) 42);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT))
          .singleElement()
          .matches(in -> in.person().equals(PersonId.birth(ADA.key())))
          .matches(in -> in.body().length == 1 && in.body()[0] == 42);
    }
  }

  @Test
  void aFragmentIsTakenOnceAndAGhostNever() throws Exception {
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      long token = harness.routed(PersonInput.Kind.MOVE_OUT).get(0).token();
      PersonId from = PersonId.birth(COOKIE.key());
      harness.payload(COOKIE.key(), from, token + 1, (byte) 13);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT)).isEmpty();
      harness.payload(COOKIE.key(), from, token, (byte) 42);
      harness.payload(COOKIE.key(), from, token, (byte) 42);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT)).hasSize(1);
    }
  }

  @Test
  void anEmptyPayloadIsNotPassedOn() throws Exception {
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      long token = harness.routed(PersonInput.Kind.MOVE_OUT).get(0).token();
      harness.payload(COOKIE.key(), PersonId.birth(COOKIE.key()), token);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT)).isEmpty();
    }
  }

  @Test
  void aSharedDeviceGoesWithWhoLoggedInLast() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      harness.event(3, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(
              PersonId.birth(ADA.key()), PersonId.birth(bob.key()), PersonId.birth(bob.key()));
    }
  }

  @Test
  void aMessageOfALostAttemptDoesNothingAndOneFromBeforeTheCheckpointCounts() throws Exception {
    OperatorSubtaskState state;
    List<byte[]> before;
    List<byte[]> after;
    try (Harness harness = new Harness()) {
      harness.open();
      harness.deaf = true;
      harness.event(1, COOKIE, ADA);
      before = List.copyOf(harness.messages);
      state = harness.snapshot(5, 5);
      harness.event(2, identity(512, "ECID", 4), ADA);
      after = harness.messages.subList(before.size(), harness.messages.size());
    }
    assertThat(before).isNotEmpty();
    assertThat(after).isNotEmpty();
    try (Harness harness = new Harness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      for (byte[] ghost : after) {
        harness.control(ghost);
      }
      harness.feedBack();
      assertThat(harness.messages).isEmpty();
      for (byte[] message : before) {
        harness.control(message);
      }
      harness.feedBack();
      harness.event(3, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(PersonId.birth(ADA.key()));
    }
  }

  @Test
  void aChangeOfRulesReachesGraphsThatNothingTouches() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      harness.processBroadcastElement(TestDefinitions.withoutUniqueNamespaces(), 3);
      harness.feedBack();
      harness.event(4, bob);
      harness.event(5, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .endsWith(PersonId.birth(ADA.key()), PersonId.birth(ADA.key()));

      harness.processBroadcastElement(TestDefinitions.update(), 6);
      harness.feedBack();
      harness.event(7, bob);
      harness.event(8, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .endsWith(PersonId.birth(bob.key()), PersonId.birth(bob.key()));
    }
  }

  @Test
  void whoIsForgottenStandsNowhereAndBeginsAnew() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      assertThat(harness.holds(ADA)).isTrue();

      harness.processBroadcastElement(new Forgetting(List.of(ADA.key()), 3), 3);
      harness.feedBack();
      assertThat(harness.holds(ADA)).isFalse();
      assertThat(harness.unassigned()).containsExactly(ADA.key());
      assertThat(harness.graphs().get(ADA.key())).isNull();

      harness.event(3, ADA, COOKIE);
      harness.event(3, COOKIE, ADA);
      assertThat(harness.rejections()).containsExactly(ProblemCode.IDENTITY_FORGOTTEN);
      assertThat(harness.routed(PersonInput.Kind.EVENT)).hasSize(3);
      assertThat(harness.holds(ADA)).isFalse();
      state = harness.snapshot(5, 5);
    }
    try (Harness harness = new Harness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      harness.event(3, ADA, COOKIE);
      harness.event(4, ADA);
      long later = 4 + Duration.ofMinutes(5).toMillis();
      harness.event(later, ADA, COOKIE);
      harness.event(later + 1, COOKIE);
      assertThat(harness.rejections()).containsExactly(ProblemCode.IDENTITY_FORGOTTEN);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(
              PersonId.birth(ADA.key()), PersonId.birth(ADA.key()), PersonId.birth(ADA.key()));
    }
  }

  @Test
  void afterARestoreItIsSaidOnceMoreWhoseAnIdentityIs() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      state = harness.snapshot(5, 5);
    }
    try (Harness harness = new Harness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      harness.event(2, COOKIE);
      harness.event(3, COOKIE);
      harness.event(4, identity(512, "ECID", 9));
      assertThat(harness.assignments())
          .singleElement()
          .matches(said -> said.identity().equals(COOKIE.identity()))
          .matches(said -> said.person().equals(PersonId.birth(ADA.key())));
    }
  }

  @Test
  void anOperatorGivesTheCookieBackAndPeopleAreToldWhy() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      harness.decide(COOKIE, bob, Ruling.Kind.UNLINKED, 3);
      harness.event(4, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .endsWith(PersonId.birth(ADA.key()));
      GraphSnapshot graph =
          new GraphCodec("test").decode(Objects.requireNonNull(harness.graphs().get(ADA.key())));
      assertThat(graph.edges())
          .extracting(GraphSnapshot.Edge::link, GraphSnapshot.Edge::status)
          .containsExactlyInAnyOrder(
              tuple(Link.between(ADA.key(), COOKIE.key()), GraphSnapshot.Status.ALIVE),
              tuple(Link.between(bob.key(), COOKIE.key()), GraphSnapshot.Status.UNLINKED));
      state = harness.snapshot(5, 5);
    }
    try (Harness harness = new Harness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      harness.decide(COOKIE, bob, Ruling.Kind.FREE, 6);
      harness.event(7, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(PersonId.birth(bob.key()));
      assertThat(harness.graphs()).containsEntry(COOKIE.key(), null);
    }
  }
}
