package io.sojourn.flink.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.output.Rejection;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.TestDefinitions;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.identity.StitchInput;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class DecodeEventsTest {
  private static final OutputTag<OutputRecord> REJECTIONS = new OutputTag<>("rejections") {};
  private static final byte[] SECRET = "sixteen bytes at least".getBytes(StandardCharsets.UTF_8);

  /** Takes the payload for the type of an event of one login; refuses an empty one. */
  private static EventDecoder.Decoded decoded(byte[] payload, long receivedAt) {
    if (payload.length == 0) {
      return new EventDecoder.Decoded.Rejected(
          new Problem(ProblemCode.EVENT_MALFORMED_JSON, "", "nothing"));
    }
    return new EventDecoder.Decoded.Accepted(
        new Event(
            "e",
            Event.Kind.EXPERIENCE,
            new String(payload, StandardCharsets.UTF_8),
            receivedAt - 1,
            List.of(new Identity("CRMID", "ada"), new Identity("ECID", "c")),
            Map.of()),
        0);
  }

  private static TwoInputStreamOperatorTestHarness<InputRecord, WorkspaceUpdate, StitchInput>
      harness(@Nullable WorkspaceUpdate workspace) throws Exception {
    DecodeEvents decode =
        new DecodeEvents(
            "test",
            () -> SECRET,
            () -> (payload, format, receivedAt, names, schema) -> decoded(payload, receivedAt),
            () -> workspace,
            REJECTIONS);
    return new TwoInputStreamOperatorTestHarness<>(
        new CoBroadcastWithNonKeyedOperator<>(decode, List.of(LiveWorkspace.STATE)));
  }

  private static InputRecord record(long offset, String payload) {
    return new InputRecord(
        "events", 3, offset, 1_000 + offset, null, payload.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Rejection> rejections(TwoInputStreamOperatorTestHarness<?, ?, ?> harness) {
    if (harness.getSideOutput(REJECTIONS) == null) {
      return List.of();
    }
    return harness.getSideOutput(REJECTIONS).stream()
        .map(record -> (Rejection) new OutputDecoder().decode(record.getValue()))
        .toList();
  }

  @Test
  void anEventGoesToItsPrimaryIdentityWithAllItsIdentities() throws Exception {
    try (var harness = harness(TestDefinitions.update())) {
      harness.open();
      harness.processElement1(record(0, "view"), 0);
      StitchInput input = harness.extractOutputValues().get(0);
      assertThat(input.identities())
          .extracting(LinkedIdentity::identity)
          .extracting(Identity::namespace)
          .containsExactly("CRMID", "ECID");
      assertThat(input.key()).isEqualTo(input.identities().get(0).key());
      assertThat(input.time()).isEqualTo(1_000);
      assertThat(input.eventTime()).isEqualTo(999);
      assertThat(EventCodec.decode(input.body()).type()).isEqualTo("view");
    }
  }

  @Test
  void everyInputIsAcceptedOrRejectedWithItsPlace() throws Exception {
    try (var harness = harness(TestDefinitions.update())) {
      harness.open();
      for (int i = 0; i < 10; i++) {
        harness.processElement1(record(i, i % 3 == 0 ? "" : "view"), 0);
      }
      assertThat(harness.extractOutputValues()).hasSize(6);
      assertThat(rejections(harness)).extracting(Rejection::offset).containsExactly(0L, 3L, 6L, 9L);
      assertThat(rejections(harness)).allMatch(r -> r.source().equals("events-3"));
    }
  }

  @Test
  void anEventBeforeAnyWorkspaceIsRejectedAndOneAfterItIsNot() throws Exception {
    try (var harness = harness(null)) {
      harness.open();
      harness.processElement1(record(0, "view"), 0);
      harness.processElement2(TestDefinitions.update(), 0);
      harness.processElement1(record(1, "view"), 0);

      assertThat(rejections(harness))
          .extracting(r -> r.problem().code())
          .containsExactly(ProblemCode.WORKSPACE_MISSING);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }

  @Test
  void theWorkspaceIsThereAfterARestore() throws Exception {
    OperatorSubtaskState state;
    try (var harness = harness(null)) {
      harness.open();
      harness.processElement2(TestDefinitions.update(), 0);
      state = harness.snapshot(1, 0);
    }
    try (var harness = harness(null)) {
      harness.initializeState(state);
      harness.open();
      harness.processElement1(record(0, "view"), 0);
      assertThat(harness.extractOutputValues()).hasSize(1);
    }
  }
}
