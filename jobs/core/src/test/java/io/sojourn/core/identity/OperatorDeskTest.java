package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.OperatorCommand.Kind;
import io.sojourn.core.identity.OperatorDesk.Accepted;
import io.sojourn.core.identity.OperatorDesk.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OperatorDeskTest {
  private static final Identity CRM = new Identity("CRMID", "c-1");
  private static final Identity MAIL = new Identity("Email", " Ada@Example.com ");

  private final OperatorDesk desk =
      new OperatorDesk(
          "prod", new IdentityHasher("a secret of the test".getBytes(StandardCharsets.UTF_8)));
  private final Workspace workspace =
      Objects.requireNonNull(
          WorkspaceCompiler.compile(
                  List.of(
                      new SourceFile(
                          "namespaces.yaml",
                          """
                          namespaces:
                            - {name: CRMID, type: person, unique: true}
                            - {name: Email, type: person, normalise: [trim, lower]}
                          """)),
                  1)
              .workspace());

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"UNLINK", "BAR", "PIN", "UNPIN"})
  void aDecisionGoesToBothEndsInTheirNormalForm(Kind kind) {
    List<ControlMessage> messages = ((Accepted) answer(kind, CRM, MAIL)).messages();

    assertThat(messages).hasSize(2);
    ControlMessage.Rule one = (ControlMessage.Rule) messages.get(0).body();
    ControlMessage.Rule other = (ControlMessage.Rule) messages.get(1).body();
    assertThat(one.other().identity()).isEqualTo(new Identity("Email", "ada@example.com"));
    assertThat(one.other().key()).isEqualTo(messages.get(1).target());
    assertThat(other.other().key()).isEqualTo(messages.get(0).target());
    assertThat(one.ruling()).isEqualTo(other.ruling());
    assertThat(one.ruling().time()).isEqualTo(7);
  }

  @Test
  void aRecheckGoesToTheIdentity() {
    assertThat(((Accepted) answer(Kind.RECHECK, CRM, null)).messages())
        .singleElement()
        .extracting(ControlMessage::body)
        .isEqualTo(new ControlMessage.Recheck());
  }

  @Test
  void whatCannotBeDoneIsRefusedWithoutPersonalData() {
    refused(ProblemCode.IDENTITY_COMMAND_ENDS, answer(Kind.UNLINK, CRM, null));
    refused(ProblemCode.IDENTITY_COMMAND_ENDS, answer(Kind.UNLINK, CRM, CRM));
    refused(ProblemCode.IDENTITY_AMBIGUOUS, answer(Kind.PIN, CRM, new Identity("CRMID", "c-2")));
    refused(
        ProblemCode.IDENTITY_NAMESPACE_UNKNOWN,
        answer(Kind.PIN, CRM, new Identity("ada@example.com", "1")));
    refused(ProblemCode.IDENTITY_VALUE_INVALID, answer(Kind.PIN, CRM, new Identity("Email", " ")));
  }

  private OperatorDesk.Answer answer(Kind kind, Identity one, @Nullable Identity other) {
    return desk.answer(new OperatorCommand(kind, one, other), workspace.namespaces(), 7);
  }

  private static void refused(ProblemCode code, OperatorDesk.Answer answer) {
    assertThat(answer).isInstanceOf(Refused.class);
    assertThat(((Refused) answer).problem().code()).isEqualTo(code);
    assertThat(((Refused) answer).problem().message()).doesNotContain("ada@", "c-1", "c-2");
  }
}
