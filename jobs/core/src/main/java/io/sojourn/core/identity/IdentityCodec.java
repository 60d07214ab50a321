package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Keys, persons and facts in bytes. Readers throw {@link MalformedBytesException} on what the
 * writers cannot have written.
 */
final class IdentityCodec {
  /** The version that every value and message begins with. */
  private static final int VERSION = 1;

  private IdentityCodec() {}

  static ByteWriter begin() {
    return new ByteWriter().writeByte(VERSION);
  }

  static ByteReader begin(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.readByte();
    if (version != VERSION) {
      throw new MalformedBytesException("an unknown version " + version);
    }
    return in;
  }

  static void end(ByteReader in) {
    if (in.remaining() != 0) {
      throw new MalformedBytesException(in.remaining() + " bytes too many");
    }
  }

  /**
   * A byte kept free for the linking rules: the epoch of a home, the flags and removal time of a
   * link.
   */
  static void writeReserved(ByteWriter out) {
    out.writeByte(0);
  }

  static void readReserved(ByteReader in) {
    int value = in.readByte();
    if (value != 0) {
      throw new MalformedBytesException("a reserved byte is " + value);
    }
  }

  static void writeKey(ByteWriter out, IdentityKey key) {
    out.writeShort(key.rank()).writeLong(key.high()).writeLong(key.low());
  }

  static IdentityKey readKey(ByteReader in) {
    return new IdentityKey(in.readShort(), in.readLong(), in.readLong());
  }

  static void writePerson(ByteWriter out, PersonId person) {
    out.writeLong(person.high()).writeLong(person.low());
  }

  static PersonId readPerson(ByteReader in) {
    return new PersonId(in.readLong(), in.readLong());
  }

  static void writeIdentity(ByteWriter out, Identity identity) {
    out.writeString(identity.namespace()).writeString(identity.value());
  }

  static Identity readIdentity(ByteReader in) {
    return new Identity(in.readString(), in.readString());
  }

  static void writeIdentities(ByteWriter out, List<LinkedIdentity> identities) {
    out.writeVarInt(identities.size());
    for (LinkedIdentity linked : identities) {
      writeKey(out, linked.key());
      writeIdentity(out, linked.identity());
    }
  }

  static List<LinkedIdentity> readIdentities(ByteReader in) {
    int count = readCount(in, NodeLogic.MAX_IDENTITIES);
    List<LinkedIdentity> identities = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      identities.add(new LinkedIdentity(readKey(in), readIdentity(in)));
    }
    return identities;
  }

  static void writeFacts(ByteWriter out, Facts facts) {
    List<IdentityKey> keys = List.copyOf(facts.nodes().keySet());
    TreeMap<IdentityKey, Integer> numbers = new TreeMap<>();
    out.writeVarInt(keys.size());
    for (IdentityKey key : keys) {
      numbers.put(key, numbers.size());
      writeKey(out, key);
      writeIdentity(out, facts.identity(key));
    }
    out.writeVarInt(facts.links().size());
    facts
        .links()
        .forEach(
            (link, time) -> {
              out.writeVarInt(numbers.getOrDefault(link.low(), -1));
              out.writeVarInt(numbers.getOrDefault(link.high(), -1));
              out.writeLong(time);
              writeReserved(out);
              writeReserved(out);
            });
  }

  static Facts readFacts(ByteReader in) {
    int nodes = readCount(in, Facts.MAX_NODES);
    List<IdentityKey> keys = new ArrayList<>(nodes);
    TreeMap<IdentityKey, Identity> identities = new TreeMap<>();
    for (int i = 0; i < nodes; i++) {
      IdentityKey key = readKey(in);
      if (i > 0 && keys.get(i - 1).compareTo(key) >= 0) {
        throw new MalformedBytesException("node " + i + " is out of order");
      }
      keys.add(key);
      identities.put(key, readIdentity(in));
    }
    int count = readCount(in, Facts.MAX_LINKS);
    TreeMap<Link, Long> links = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      int low = in.readVarInt();
      int high = in.readVarInt();
      if (low < 0 || low >= high || high >= nodes) {
        throw new MalformedBytesException("link " + i + " has an impossible end");
      }
      links.put(new Link(keys.get(low), keys.get(high)), in.readLong());
      readReserved(in);
      readReserved(in);
    }
    return new Facts(identities, links);
  }

  static int readCount(ByteReader in, int most) {
    int count = in.readCount();
    if (count > most) {
      throw new MalformedBytesException(count + " entries, at most " + most + " are possible");
    }
    return count;
  }
}
