package io.sojourn.flink.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.flink.convert.OutputRecordFormat;
import io.sojourn.flink.definition.LiveWorkspace;
import io.sojourn.flink.definition.WorkspaceUpdate;
import io.sojourn.flink.identity.StitchInput;
import io.sojourn.flink.support.CodecTypeInfo;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class IdentitySecretTest {
  private static final String FIRST = "the first identity secret";
  private static final OutputTag<OutputRecord> REJECTIONS =
      new OutputTag<>("rejections", new CodecTypeInfo<>(new OutputRecordFormat()));

  @Test
  void theSecretOfTheStateIsTakenAgain() throws Exception {
    OperatorSubtaskState state = run(() -> bytes(FIRST), null);

    assertThat(run(() -> bytes(FIRST), state)).isNotNull();
  }

  @Test
  void anotherSecretIsRefusedForGood() throws Exception {
    OperatorSubtaskState state = run(() -> bytes(FIRST), null);

    assertThatThrownBy(() -> run(() -> bytes("another identity secret"), state))
        .rootCause()
        .hasMessageContaining("start with the secret from before")
        .hasMessageNotContaining("another identity secret");
  }

  private static byte[] bytes(String secret) {
    return secret.getBytes(StandardCharsets.UTF_8);
  }

  private static OperatorSubtaskState run(IdentitySecret secret, OperatorSubtaskState restored)
      throws Exception {
    try (TwoInputStreamOperatorTestHarness<InputRecord, WorkspaceUpdate, StitchInput> harness =
        new TwoInputStreamOperatorTestHarness<>(operator(secret))) {
      if (restored != null) {
        harness.initializeState(restored);
      }
      harness.open();
      return harness.snapshot(1, 1);
    }
  }

  private static CoBroadcastWithNonKeyedOperator<InputRecord, WorkspaceUpdate, StitchInput>
      operator(IdentitySecret secret) {
    return new CoBroadcastWithNonKeyedOperator<>(
        new DecodeEvents(
            "prod",
            secret,
            () ->
                (payload, format, receivedAt, namespaces, schema) ->
                    new Decoded.Rejected(
                        new Problem(ProblemCode.EVENT_MALFORMED_JSON, "", "anything")),
            () -> null,
            REJECTIONS),
        List.of(LiveWorkspace.STATE));
  }
}
