package io.sojourn.flink.convert;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import java.nio.charset.StandardCharsets;

/** What records are keyed by. */
public final class Keys {
  /** Length of the key of an identity, in bytes. */
  public static final int IDENTITY_BYTES = 18;

  private Keys() {}

  /** The text of the person id. */
  public static byte[] person(PersonId person) {
    return text(person.text());
  }

  /** The person of a {@link #person} key. */
  public static PersonId person(byte[] key) {
    return PersonId.parse(new String(key, StandardCharsets.UTF_8));
  }

  /** The text of the person id and the surface. */
  public static byte[] content(PersonId person, String surface) {
    return text(person.text() + "/" + surface);
  }

  /** The 18 bytes of the identity's key, big-endian, so that bytes order as keys do. */
  public static byte[] identity(IdentityKey key) {
    return new ByteWriter(IDENTITY_BYTES)
        .writeShort(key.rank())
        .writeLong(key.high())
        .writeLong(key.low())
        .toBytes();
  }

  /** The identity's key of an {@link #identity} key. */
  public static IdentityKey identity(byte[] key) {
    ByteReader in = new ByteReader(key);
    return new IdentityKey(in.readShort(), in.readLong(), in.readLong());
  }

  static byte[] text(String key) {
    return key.getBytes(StandardCharsets.UTF_8);
  }
}
