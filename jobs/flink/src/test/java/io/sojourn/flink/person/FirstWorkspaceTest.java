package io.sojourn.flink.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.convert.OutputRecordFormat;
import io.sojourn.flink.definition.LiveForgotten;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.WorkspaceLoader;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.event.EventCodec;
import io.sojourn.flink.support.CodecTypeInfo;
import io.sojourn.flink.support.KeyTypes;
import io.sojourn.flink.support.WriteBehindOperator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class FirstWorkspaceTest {
  private static final AtomicInteger LOADS = new AtomicInteger();

  private static final WorkspaceUpdate WORKSPACE =
      new WorkspaceUpdate(
          "v1",
          1,
          List.of(
              new SourceFile(
                  "namespaces.yaml",
                  "namespaces:\n  - {name: CRMID, type: person, ordinal: 0}\n")));

  private static final OutputTag<OutputRecord> OTHERS =
      new OutputTag<>("others", new CodecTypeInfo<>(new OutputRecordFormat()));

  /** The topic is empty when the job starts, and has a workspace afterwards. */
  private static @Nullable WorkspaceUpdate load() {
    return LOADS.getAndIncrement() == 0 ? null : WORKSPACE;
  }

  @Test
  void anEventThatOvertakesTheFirstWorkspaceIsProcessed() throws Exception {
    LOADS.set(0);
    WorkspaceLoader loader = FirstWorkspaceTest::load;
    try (var harness =
        new KeyedBroadcastOperatorTestHarness<>(
            new WriteBehindOperator<>(
                new AdvancePerson("prod", () -> new byte[16], loader, OTHERS),
                LiveWorkspace.STATE,
                LiveForgotten.STATE),
            PersonInput::person,
            KeyTypes.PERSON,
            1,
            1,
            0)) {
      harness.open();
      harness.processElement(event("e1"), 1);
      harness.processElement(event("e2"), 1);

      assertThat(harness.getSideOutput(OTHERS)).isNotEmpty();
      assertThat(LOADS).as("at the start and once more").hasValue(2);
    }
  }

  private static PersonInput event(String id) {
    IdentityKey key = new IdentityKey(0, 1, 2);
    Event event =
        new Event(
            id, Event.Kind.EXPERIENCE, "seen", 1, List.of(new Identity("CRMID", "c1")), Map.of());
    return new PersonInput(
        PersonInput.Kind.EVENT, PersonId.birth(key), key, 1, 0, EventCodec.encode(event));
  }
}
