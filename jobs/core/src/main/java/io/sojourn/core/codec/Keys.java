package io.sojourn.core.codec;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;

/** Identity keys, identities and person ids in bytes: 18, two strings, 16. */
public final class Keys {
  private Keys() {}

  public static void write(ByteWriter out, IdentityKey key) {
    out.writeShort(key.rank()).writeLong(key.high()).writeLong(key.low());
  }

  public static IdentityKey readKey(ByteReader in) {
    return new IdentityKey(in.readShort(), in.readLong(), in.readLong());
  }

  public static void write(ByteWriter out, Identity identity) {
    out.writeString(identity.namespace()).writeString(identity.value());
  }

  public static Identity readIdentity(ByteReader in) {
    return new Identity(in.readString(), in.readString());
  }

  public static void write(ByteWriter out, PersonId person) {
    out.writeLong(person.high()).writeLong(person.low());
  }

  public static PersonId readPerson(ByteReader in) {
    return new PersonId(in.readLong(), in.readLong());
  }
}
