package io.sojourn.flink.delivery;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.Values;
import io.sojourn.core.output.Command;
import io.sojourn.flink.support.Codec;

/** The form of a command between operators. */
public final class CommandFormat implements Codec<Command> {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "command";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<Command> type() {
    return Command.class;
  }

  @Override
  public byte[] encode(Command c) {
    ByteWriter out = new ByteWriter(512);
    out.writeLong(c.at()).writeString(c.commandId());
    Keys.write(out, c.person());
    Keys.write(out, c.identity());
    out.writeString(c.journey()).writeVarInt(c.journeyVersion()).writeString(c.instance());
    out.writeString(c.step()).writeString(c.channel()).writeString(c.template());
    out.writeString(c.messageClass()).writeString(c.recipient());
    Values.writeMap(out, c.data());
    return out.writeString(c.version()).toBytes();
  }

  @Override
  public Command decode(int version, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    return new Command(
        in.readLong(),
        in.readString(),
        Keys.readPerson(in),
        Keys.readIdentity(in),
        in.readString(),
        in.readVarInt(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        Values.readMap(in),
        in.readString());
  }
}
