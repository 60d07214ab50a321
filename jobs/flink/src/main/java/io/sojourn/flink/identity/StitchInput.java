package io.sojourn.flink.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.flink.support.Codec;
import java.util.ArrayList;
import java.util.List;

/**
 * What reaches an identity key.
 *
 * @param kind which of the four it is
 * @param key the identity key
 * @param time for an event the log time of its record, epoch milliseconds
 * @param eventTime for an event when it happened, epoch milliseconds
 * @param identities for an event all its identities, the primary one first
 * @param body the event, the stamped control message, the message of an operator or the fragment
 *     payload, in bytes
 */
public record StitchInput(
    Kind kind,
    IdentityKey key,
    long time,
    long eventTime,
    List<LinkedIdentity> identities,
    byte[] body) {

  /** What it is. */
  public enum Kind {
    EVENT,
    CONTROL,
    DECISION,
    PAYLOAD
  }

  public static StitchInput event(
      long time, long eventTime, List<LinkedIdentity> identities, byte[] event) {
    return new StitchInput(Kind.EVENT, identities.get(0).key(), time, eventTime, identities, event);
  }

  public static StitchInput control(IdentityKey target, byte[] message) {
    return new StitchInput(Kind.CONTROL, target, 0, 0, List.of(), message);
  }

  public static StitchInput decision(IdentityKey target, byte[] message) {
    return new StitchInput(Kind.DECISION, target, 0, 0, List.of(), message);
  }

  public static StitchInput payload(IdentityKey fragment, byte[] payload) {
    return new StitchInput(Kind.PAYLOAD, fragment, 0, 0, List.of(), payload);
  }

  /** Inputs carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "StitchInput[" + kind + "]";
  }

  /** Its form between operators. */
  public static final class Format implements Codec<StitchInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "stitch-input";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<StitchInput> type() {
      return StitchInput.class;
    }

    @Override
    public byte[] encode(StitchInput value) {
      ByteWriter out = new ByteWriter(value.body.length + 128);
      switch (value.kind) {
        case EVENT -> {
          out.writeByte('e').writeLong(value.time).writeLong(value.eventTime);
          out.writeVarInt(value.identities.size());
          for (LinkedIdentity identity : value.identities) {
            Keys.write(out, identity.key());
            Keys.write(out, identity.identity());
          }
        }
        case CONTROL -> Keys.write(out.writeByte('c'), value.key);
        case DECISION -> Keys.write(out.writeByte('d'), value.key);
        case PAYLOAD -> Keys.write(out.writeByte('p'), value.key);
      }
      return out.writeBytes(value.body).toBytes();
    }

    @Override
    public StitchInput decode(int version, byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      int tag = in.readByte();
      return switch (tag) {
        case 'e' -> {
          long time = in.readLong();
          long eventTime = in.readLong();
          int count = in.readCount();
          List<LinkedIdentity> identities = new ArrayList<>(count);
          for (int i = 0; i < count; i++) {
            identities.add(new LinkedIdentity(Keys.readKey(in), Keys.readIdentity(in)));
          }
          yield event(time, eventTime, identities, in.readBytes());
        }
        case 'c' -> control(Keys.readKey(in), in.readBytes());
        case 'd' -> decision(Keys.readKey(in), in.readBytes());
        case 'p' -> payload(Keys.readKey(in), in.readBytes());
        default -> throw new MalformedBytesException("an unknown tag " + tag);
      };
    }
  }
}
