package io.sojourn.flink.event;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.codec.Values;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.Event.Kind;
import io.sojourn.core.identity.Identity;
import java.util.ArrayList;
import java.util.List;

/** Events in bytes, between decoding and the person; in between they are carried unread. */
public final class EventCodec {
  private static final int VERSION = 1;

  private EventCodec() {}

  public static byte[] encode(Event event) {
    ByteWriter out = new ByteWriter(256);
    out.writeByte(VERSION).writeBoolean(event.kind() == Kind.PROFILE);
    out.writeString(event.id()).writeString(event.type()).writeLong(event.time());
    out.writeVarInt(event.identities().size());
    event.identities().forEach(identity -> Keys.write(out, identity));
    Values.writeMap(out, event.fields());
    return out.toBytes();
  }

  /**
   * @throws MalformedBytesException if {@link #encode} did not write the bytes
   */
  public static Event decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw new MalformedBytesException("an event of version " + version);
    }
    Kind kind = in.readBoolean() ? Kind.PROFILE : Kind.EXPERIENCE;
    String id = in.readString();
    String type = in.readString();
    long time = in.readLong();
    int count = in.readCount();
    List<Identity> identities = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      identities.add(Keys.readIdentity(in));
    }
    return new Event(id, kind, type, time, identities, Values.readMap(in));
  }
}
