package io.sojourn.flink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.OperatorCommand;
import io.sojourn.schema.IdentityCommand;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.WireException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IdentityCommandCodecTest {
  private static final Identity ONE = new Identity("CRMID", "c-1");
  private static final Identity OTHER = new Identity("ECID", "1");

  private final IdentityCommandCodec codec = new IdentityCommandCodec();

  @ParameterizedTest
  @EnumSource
  void everyCommandComesBack(OperatorCommand.Kind kind) {
    OperatorCommand command =
        new OperatorCommand(kind, ONE, kind == OperatorCommand.Kind.RECHECK ? null : OTHER);
    assertThat(codec.decode(codec.encode("prod", command, "ada", "a kiosk"), "prod"))
        .isEqualTo(command);
  }

  @Test
  void thoseOfOtherSandboxesAreLeftAlone() {
    OperatorCommand command = new OperatorCommand(OperatorCommand.Kind.PIN, ONE, OTHER);
    assertThat(codec.decode(codec.encode("dev", command, "ada", "a kiosk"), "prod")).isNull();
  }

  @Test
  void commandsOfLaterReleasesAreRefused() {
    byte[] later =
        new SingleObject()
            .encode(
                new IdentityCommand(
                    "prod",
                    "merge",
                    new io.sojourn.schema.Identity("CRMID", "c-1"),
                    null,
                    "ada",
                    "why not"));
    assertThatThrownBy(() -> codec.decode(later, "prod")).isInstanceOf(WireException.class);
  }
}
