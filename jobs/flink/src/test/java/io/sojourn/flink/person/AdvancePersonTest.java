package io.sojourn.flink.person;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.event.Event;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityHasher;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.convert.OutputRecordFormat;
import io.sojourn.flink.definition.Forgetting;
import io.sojourn.flink.definition.LiveForgotten;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.Notice;
import io.sojourn.flink.definition.TestDefinitions;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.event.EventCodec;
import io.sojourn.flink.support.CodecTypeInfo;
import io.sojourn.flink.support.KeyTypes;
import io.sojourn.flink.support.WriteBehindOperator;
import io.sojourn.schema.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyedStateBackend;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class AdvancePersonTest {
  private static final byte[] SECRET = new byte[16];
  private static final PersonId ADA = new PersonId(7, 7);
  private static final PersonId VISITOR = new PersonId(8, 8);
  private static final Identity LOGIN = new Identity("CRMID", "ada");
  private static final IdentityKey KEY = new IdentityKey(0, 1, 1);

  private static final OutputTag<OutputRecord> OTHERS =
      new OutputTag<>("others", new CodecTypeInfo<>(new OutputRecordFormat()));

  private static Harness harness(int parallelism, int subtask) throws Exception {
    return harness(parallelism, subtask, TestDefinitions.update());
  }

  private static Harness harness(int parallelism, int subtask, @Nullable WorkspaceUpdate workspace)
      throws Exception {
    return new Harness(parallelism, subtask, workspace);
  }

  /** The operator on RocksDB. */
  private static final class Harness
      extends KeyedBroadcastOperatorTestHarness<PersonId, PersonInput, Notice, OutputRecord> {
    private int events;

    Harness(int parallelism, int subtask, @Nullable WorkspaceUpdate workspace) throws Exception {
      super(
          new WriteBehindOperator<>(
              new AdvancePerson("test", () -> SECRET, () -> workspace, OTHERS),
              LiveWorkspace.STATE,
              LiveForgotten.STATE),
          PersonInput::person,
          KeyTypes.PERSON,
          720,
          parallelism,
          subtask);
      setStateBackend(new EmbeddedRocksDBStateBackend());
    }

    void event(PersonId person, String type, long at) throws Exception {
      Event event =
          new Event(
              "e" + at + "-" + events++, Event.Kind.EXPERIENCE, type, at, List.of(LOGIN), Map.of());
      take(new PersonInput(PersonInput.Kind.EVENT, person, KEY, at, 0, EventCodec.encode(event)));
    }

    void take(PersonInput input) throws Exception {
      processElement(input, input.time());
    }

    /** How many values a checkpoint has. */
    long stored() throws Exception {
      snapshot(1, 1);
      KeyedStateBackend<?> backend =
          ((AbstractStreamOperator<?>) getOperator()).getKeyedStateBackend();
      return Stream.of("person", "profile", "audiences", "journeys")
          .flatMap(name -> backend.getKeys(name, VoidNamespace.INSTANCE))
          .count();
    }

    /** Whether a text stands in the state that a checkpoint has. */
    boolean holds(String text) throws Exception {
      snapshot(99, 99);
      KeyedStateBackend<PersonId> backend =
          ((AbstractStreamOperator<?>) getOperator()).getKeyedStateBackend();
      boolean found = false;
      for (PersonId key : backend.getKeys("person", VoidNamespace.INSTANCE).toList()) {
        backend.setCurrentKey(key);
        ValueState<byte[]> state =
            backend.getPartitionedState(
                VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, StoredPerson.DESCRIPTOR);
        found |= new String(state.value(), UTF_8).contains(text);
      }
      return found;
    }

    /** What came out at the side since the last call, profiles left out. */
    List<String> said() {
      List<String> lines = new ArrayList<>();
      for (OutputRecord record : others()) {
        if (record.topic() != Topic.PROFILES) {
          lines.add(line(new OutputDecoder().decode(record)));
        }
      }
      return lines;
    }

    private List<OutputRecord> others() {
      var emitted = getSideOutput(OTHERS);
      if (emitted == null) {
        return List.of();
      }
      List<OutputRecord> records = emitted.stream().map(StreamRecord::getValue).toList();
      emitted.clear();
      return records;
    }

    /** The answers to move-outs since the last call. */
    List<FragmentPayload> moves() {
      List<FragmentPayload> moves =
          extractOutputValues().stream()
              .filter(record -> record.topic() == Topic.PERSON_MOVES)
              .map(record -> FragmentPayload.decode(record.value()))
              .toList();
      getOutput().clear();
      return moves;
    }

    /** How many timers a checkpoint has. */
    int timers() throws Exception {
      snapshot(1, 1);
      return numEventTimeTimers();
    }

    private static String line(Output output) {
      if (output instanceof Qualification q) {
        return q.at() + " " + q.status() + " " + q.audience();
      } else if (output instanceof StepEvent s) {
        return s.at() + " " + s.event() + " " + s.journey();
      }
      return output.at() + " " + ((Rejection) output).problem().code();
    }
  }

  private static OperatorSubtaskState part(OperatorSubtaskState state, int parallelism, int subtask)
      throws Exception {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(
        state, 720, 1, parallelism, subtask);
  }

  @Test
  void aTimerFiresWhenTheFirstOfSeveralIsDueAndThenWhenTheNextIs() throws Exception {
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.event(ADA, "view", 1_000);
      harness.event(ADA, "cart", 2_000);
      assertThat(harness.timers()).isEqualTo(1);
      harness.said();

      harness.watermark(10_999);
      assertThat(harness.said()).isEmpty();
      harness.watermark(11_000);
      assertThat(harness.said()).containsExactly("11000 EXITED active");
      assertThat(harness.timers()).isEqualTo(1);
      harness.watermark(30_000);
      assertThat(harness.said()).containsExactly("22000 ENDED cart");
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void aTimerThatIsNoLongerNeededChangesNothing() throws Exception {
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.event(ADA, "view", 1_000);
      harness.event(ADA, "view", 5_000);
      harness.said();
      harness.watermark(14_999);
      assertThat(harness.said()).isEmpty();
      harness.watermark(15_000);
      assertThat(harness.said()).containsExactly("15000 EXITED active");
    }
  }

  @Test
  void aWaitGoesOnAfterARestoreAtAnotherParallelism() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = harness(1, 0)) {
      harness.open();
      for (int i = 0; i < 50; i++) {
        harness.event(new PersonId(i, i), "cart", 1_000 + i);
      }
      state = harness.snapshot(1, 2_000);
    }
    List<String> said = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (Harness harness = harness(3, subtask)) {
        harness.initializeState(part(state, 3, subtask));
        harness.open();
        harness.watermark(30_000);
        List<String> some = harness.said();
        assertThat(some).isNotEmpty();
        said.addAll(some);
        assertThat(harness.timers()).isZero();
      }
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      expected.add(21_000 + i + " ENDED cart");
    }
    assertThat(said).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void aRestoredOperatorKeepsTheWorkspaceItHad() throws Exception {
    OperatorSubtaskState state;
    WorkspaceUpdate faster = TestDefinitions.update(10);
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.processBroadcastElement(faster, 0);
      state = harness.snapshot(1, 0);
    }
    try (Harness harness = harness(1, 0)) {
      harness.initializeState(state);
      harness.open();
      harness.event(ADA, "view", 1_000);
      harness.watermark(2_000);
      assertThat(harness.said()).containsExactly("1000 ENTERED active", "2000 EXITED active");
    }
  }

  @Test
  void anIdentityIsForgottenWhereverItIsTold() throws Exception {
    Identity cookie = new Identity("ECID", "c-1");
    IdentityKey cookieKey = new IdentityKey(512, 2, 2);
    Namespaces namespaces = TestDefinitions.update().compiled().namespaces();
    IdentityKey login =
        new IdentityHasher(SECRET)
            .key("test", Objects.requireNonNull(namespaces.byName("CRMID")), "ada");
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.take(event(ADA, login, 1_000, LOGIN));
      harness.take(event(ADA, cookieKey, 2_000, cookie, LOGIN));
      harness.take(event(VISITOR, login, 2_500, LOGIN));
      assertThat(harness.holds("ada")).isTrue();
      harness.said();

      harness.processBroadcastElement(new Forgetting(List.of(login), 3_000), 0);
      assertThat(harness.holds("ada")).isFalse();
      assertThat(harness.said()).containsExactly("3000 EXITED active");
      assertThat(harness.stored()).isEqualTo(1);

      harness.take(event(VISITOR, login, 3_000, LOGIN));
      harness.take(event(ADA, cookieKey, 3_000, cookie, LOGIN));
      harness.take(
          new PersonInput(
              PersonInput.Kind.FRAGMENT, ADA, login, 3_001, Long.MIN_VALUE, new byte[] {1}));
      assertThat(harness.said()).containsExactly("3000 IDENTITY_FORGOTTEN");
      assertThat(harness.holds("ada")).isFalse();

      harness.take(event(VISITOR, login, 3_001, LOGIN));
      assertThat(harness.said()).containsExactly("3001 ENTERED active");
      assertThat(harness.holds("ada")).isTrue();
    }
  }

  private static PersonInput event(
      PersonId person, IdentityKey fragment, long at, Identity... identities) {
    Event event =
        new Event(
            "e" + at + person.text() + fragment.rank(),
            Event.Kind.EXPERIENCE,
            "view",
            at,
            List.of(identities),
            Map.of());
    return new PersonInput(
        PersonInput.Kind.EVENT, person, fragment, at, 0, EventCodec.encode(event));
  }

  @Test
  void aDissolvedPersonLeavesNoState() throws Exception {
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.event(VISITOR, "view", 1_000);
      harness.event(VISITOR, "cart", 1_000);
      assertThat(harness.stored()).isPositive();
      harness.take(new PersonInput(PersonInput.Kind.MOVE_OUT, VISITOR, KEY, 2_000, 5, new byte[0]));

      assertThat(harness.stored()).isZero();
      harness.said();
      harness.watermark(100_000); // the timer that stood fires, and nothing comes of it
      assertThat(harness.said()).isEmpty();
      assertThat(harness.stored()).isZero();
      assertThat(harness.timers()).isZero();
    }
  }

  @Test
  void aFragmentTakesItsWaitToTheOtherPerson() throws Exception {
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.event(VISITOR, "cart", 1_000);
      harness.said();
      harness.take(new PersonInput(PersonInput.Kind.MOVE_OUT, VISITOR, KEY, 2_000, 5, new byte[0]));
      List<FragmentPayload> moves = harness.moves();
      assertThat(moves).hasSize(1);
      FragmentPayload move = moves.get(0);
      assertThat(move.token()).isEqualTo(5);
      assertThat(move.asOf()).isEqualTo(2_000);
      harness.take(new PersonInput(PersonInput.Kind.FRAGMENT, ADA, KEY, 2_000, 0, move.payload()));

      harness.watermark(21_000);
      assertThat(harness.said()).containsExactly("21000 ENDED cart");
    }
  }

  @Test
  void aMoveOutIsAnsweredEvenIfNothingIsHere() throws Exception {
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.take(new PersonInput(PersonInput.Kind.MOVE_OUT, ADA, KEY, 2_000, 5, new byte[0]));
      assertThat(harness.moves()).singleElement().matches(move -> move.payload().length == 0);
      assertThat(harness.stored()).isZero();
    }
  }

  @Test
  void aFragmentThatCannotBeReadIsRejected() throws Exception {
    try (Harness harness = harness(1, 0)) {
      harness.open();
      harness.take(
          new PersonInput(PersonInput.Kind.FRAGMENT, ADA, KEY, 2_000, 0, new byte[] {9, 9}));
      assertThat(harness.said()).containsExactly("2000 CONTROL_MALFORMED");
      assertThat(harness.stored()).isZero();
    }
  }

  @Test
  void anInputBeforeAnyWorkspaceIsAFault() throws Exception {
    try (Harness harness = harness(1, 0, null)) {
      harness.open();
      assertThatThrownBy(() -> harness.event(ADA, "view", 1_000))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("workspace");
    }
  }
}
