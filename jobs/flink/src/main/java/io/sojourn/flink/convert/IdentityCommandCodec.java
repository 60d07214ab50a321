package io.sojourn.flink.convert;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.OperatorCommand;
import io.sojourn.schema.IdentityCommand;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.WireException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the topic {@code identity-commands} carries. Not thread-safe. */
public final class IdentityCommandCodec {
  private final SingleObject codec = new SingleObject();

  /**
   * @param by who asks
   * @param reason why, free of personal data
   */
  @SuppressWarnings("NullAway") // The generated constructor takes null for an optional field.
  public byte[] encode(String sandbox, OperatorCommand command, String by, String reason) {
    Identity other = command.other();
    return codec.encode(
        new IdentityCommand(
            sandbox,
            command.kind().name().toLowerCase(Locale.ROOT),
            Wire.toWire(command.one()),
            other == null ? null : Wire.toWire(other),
            by,
            reason));
  }

  /**
   * The command that the value of a record holds, or null if it is for another sandbox.
   *
   * @throws WireException if it holds none, or one of a later release
   */
  public @Nullable OperatorCommand decode(byte[] value, String sandbox) {
    IdentityCommand command = codec.decode(value, IdentityCommand.class);
    if (!command.getSandbox().equals(sandbox)) {
      return null;
    }
    OperatorCommand.Kind kind;
    try {
      kind = OperatorCommand.Kind.valueOf(command.getCommand().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new WireException("a command that this release does not know");
    }
    io.sojourn.schema.Identity other = command.getOther();
    return new OperatorCommand(
        kind, Wire.fromWire(command.getOne()), other == null ? null : Wire.fromWire(other));
  }
}
