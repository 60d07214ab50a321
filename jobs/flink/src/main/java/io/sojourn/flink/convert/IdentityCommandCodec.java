package io.sojourn.flink.convert;

import io.sojourn.core.identity.ForgetCommand;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityRequest;
import io.sojourn.core.identity.OperatorCommand;
import io.sojourn.schema.IdentityCommand;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.WireException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the topic {@code identity-commands} carries. Not thread-safe. */
public final class IdentityCommandCodec {
  private static final String FORGET = "forget";

  private final SingleObject codec = new SingleObject();

  /**
   * @param by who asks
   * @param reason why, free of personal data
   */
  @SuppressWarnings("NullAway") // The generated constructor takes null for an optional field.
  public byte[] encode(String sandbox, IdentityRequest request, String by, String reason) {
    if (request instanceof OperatorCommand command) {
      Identity other = command.other();
      return codec.encode(
          new IdentityCommand(
              sandbox,
              command.kind().name().toLowerCase(Locale.ROOT),
              Wire.toWire(command.one()),
              other == null ? null : Wire.toWire(other),
              List.of(),
              by,
              reason));
    }
    List<ByteBuffer> keys =
        ((ForgetCommand) request)
            .keys().stream().map(key -> ByteBuffer.wrap(Keys.identity(key))).toList();
    return codec.encode(new IdentityCommand(sandbox, FORGET, null, null, keys, by, reason));
  }

  /**
   * The request that the value of a record holds, or null if it is for another sandbox.
   *
   * @throws WireException if it holds none, or one of a later release
   */
  public @Nullable IdentityRequest decode(byte[] value, String sandbox) {
    IdentityCommand command = codec.decode(value, IdentityCommand.class);
    if (!command.getSandbox().equals(sandbox)) {
      return null;
    }
    return command.getCommand().equals(FORGET) ? forget(command) : decision(command);
  }

  private static ForgetCommand forget(IdentityCommand command) {
    int count = command.getKeys().size();
    if (count == 0 || count > ForgetCommand.MOST) {
      throw new WireException(count + " keys, a command has 1 to " + ForgetCommand.MOST);
    }
    return new ForgetCommand(command.getKeys().stream().map(Wire::key).toList());
  }

  private static OperatorCommand decision(IdentityCommand command) {
    io.sojourn.schema.Identity one = command.getOne();
    if (one == null) {
      throw new WireException("a decision about no identity");
    }
    OperatorCommand.Kind kind;
    try {
      kind = OperatorCommand.Kind.valueOf(command.getCommand().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new WireException("a command that this release does not know");
    }
    io.sojourn.schema.Identity other = command.getOther();
    return new OperatorCommand(
        kind, Wire.fromWire(one), other == null ? null : Wire.fromWire(other));
  }
}
