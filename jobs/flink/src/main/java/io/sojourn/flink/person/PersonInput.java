package io.sojourn.flink.person;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.flink.support.Codec;

/**
 * What reaches a person.
 *
 * @param kind which of the three it is
 * @param fragment the identity it is about
 * @param time log time of the event, or of the one that made the link, epoch milliseconds
 * @param token for a move-out, what the answer must carry; for a fragment, when its identity was
 *     forgotten last before it held this, epoch milliseconds
 * @param body the event or the arriving fragment, in bytes; empty for a move-out
 */
public record PersonInput(
    Kind kind, PersonId person, IdentityKey fragment, long time, long token, byte[] body) {

  /** What it is. */
  public enum Kind {
    EVENT('e'),
    MOVE_OUT('o'),
    FRAGMENT('f');

    private final char tag;

    Kind(char tag) {
      this.tag = tag;
    }

    private static Kind of(int tag) {
      for (Kind kind : values()) {
        if (kind.tag == tag) {
          return kind;
        }
      }
      throw new MalformedBytesException("an unknown tag " + tag);
    }
  }

  /** Inputs carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "PersonInput[" + kind + "]";
  }

  /** Its form between operators. */
  public static final class Format implements Codec<PersonInput> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "person-input";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<PersonInput> type() {
      return PersonInput.class;
    }

    @Override
    public byte[] encode(PersonInput value) {
      ByteWriter out = new ByteWriter(value.body.length + 64);
      out.writeByte(value.kind.tag);
      Keys.write(out, value.person);
      Keys.write(out, value.fragment);
      return out.writeLong(value.time).writeLong(value.token).writeBytes(value.body).toBytes();
    }

    @Override
    public PersonInput decode(int version, byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      return new PersonInput(
          Kind.of(in.readByte()),
          Keys.readPerson(in),
          Keys.readKey(in),
          in.readLong(),
          in.readLong(),
          in.readBytes());
    }
  }
}
