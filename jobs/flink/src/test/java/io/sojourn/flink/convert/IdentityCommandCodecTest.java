package io.sojourn.flink.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.identity.ForgetCommand;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.OperatorCommand;
import io.sojourn.schema.IdentityCommand;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.WireException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
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
                    List.of(),
                    "ada",
                    "why not"));
    assertThatThrownBy(() -> codec.decode(later, "prod")).isInstanceOf(WireException.class);
  }

  @Test
  void whoIsToBeForgottenIsNamedByKeysOnly() {
    ForgetCommand command =
        new ForgetCommand(
            List.of(new IdentityKey(1, 2, 3), new IdentityKey(256, -1, Long.MIN_VALUE)));
    assertThat(codec.decode(codec.encode("prod", command, "ada", "asked to"), "prod"))
        .isEqualTo(command);
  }

  @Test
  void nobodyAndTooManyCannotBeForgotten() {
    assertThatThrownBy(() -> codec.decode(forget(0), "prod")).isInstanceOf(WireException.class);
    assertThatThrownBy(() -> codec.decode(forget(ForgetCommand.MOST + 1), "prod"))
        .isInstanceOf(WireException.class);
  }

  private static byte[] forget(int keys) {
    ByteBuffer key = ByteBuffer.wrap(new byte[18]);
    return new SingleObject()
        .encode(
            new IdentityCommand(
                "prod", "forget", null, null, Collections.nCopies(keys, key), "ada", "asked to"));
  }
}
