package io.sojourn.flink.support;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types that streams are keyed by. */
public final class KeyTypes {
  public static final TypeInformation<IdentityKey> IDENTITY =
      new CodecTypeInfo<>(new IdentityKeyFormat());
  public static final TypeInformation<PersonId> PERSON = new CodecTypeInfo<>(new PersonIdFormat());

  private KeyTypes() {}

  /** An identity key: 18 bytes. */
  public static final class IdentityKeyFormat implements Codec<IdentityKey> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "identity-key";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<IdentityKey> type() {
      return IdentityKey.class;
    }

    @Override
    public byte[] encode(IdentityKey value) {
      ByteWriter out = new ByteWriter(18);
      Keys.write(out, value);
      return out.toBytes();
    }

    @Override
    public IdentityKey decode(int version, byte[] bytes) {
      return Keys.readKey(new ByteReader(bytes));
    }
  }

  /** A person id: 16 bytes. */
  public static final class PersonIdFormat implements Codec<PersonId> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "person-id";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<PersonId> type() {
      return PersonId.class;
    }

    @Override
    public byte[] encode(PersonId value) {
      ByteWriter out = new ByteWriter(16);
      Keys.write(out, value);
      return out.toBytes();
    }

    @Override
    public PersonId decode(int version, byte[] bytes) {
      return Keys.readPerson(new ByteReader(bytes));
    }
  }
}
