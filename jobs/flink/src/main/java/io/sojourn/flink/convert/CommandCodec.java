package io.sojourn.flink.convert;

import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import io.sojourn.schema.SingleObject;
import java.time.Instant;

/** Commands in bytes. Not thread-safe. */
public final class CommandCodec {
  private final SingleObject codec = new SingleObject();
  private final String sandbox;

  /**
   * @param sandbox the sandbox that commands are written for; any is read
   */
  public CommandCodec(String sandbox) {
    this.sandbox = sandbox;
  }

  public byte[] encode(Command command) {
    return codec.encode(toWire(command, sandbox));
  }

  /**
   * The command that the bytes hold.
   *
   * @throws io.sojourn.schema.WireException if they hold none
   */
  public Command decode(byte[] bytes) {
    return fromWire(codec.decode(bytes, io.sojourn.schema.Command.class));
  }

  static io.sojourn.schema.Command toWire(Command c, String sandbox) {
    return new io.sojourn.schema.Command(
        sandbox,
        Instant.ofEpochMilli(c.at()),
        c.commandId(),
        c.person().text(),
        Wire.toWire(c.identity()),
        c.journey(),
        c.journeyVersion(),
        c.instance(),
        c.step(),
        c.channel(),
        c.template(),
        c.messageClass(),
        c.recipient(),
        Wire.toWire(c.data()),
        c.version());
  }

  static Command fromWire(io.sojourn.schema.Command c) {
    return new Command(
        c.getAt().toEpochMilli(),
        c.getCommandId(),
        PersonId.parse(c.getPerson()),
        Wire.fromWire(c.getIdentity()),
        c.getJourney(),
        c.getJourneyVersion(),
        c.getInstance(),
        c.getStep(),
        c.getChannel(),
        c.getTemplate(),
        c.getMessageClass(),
        c.getRecipient(),
        Wire.fromWire(c.getData()),
        c.getVersion());
  }
}
