package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Contacts.Contact;
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

  /** Flag of facts: contacts follow. */
  private static final int CONTACTS = 1;

  /** Most unique namespaces of a workspace that are read. */
  private static final int MAX_NAMESPACES = 256;

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

  /** A byte kept free: the epoch of a home, the flags and removal time of a link. */
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

  /** A byte that says whether contacts follow, nodes, links, contacts. */
  static void writeFacts(ByteWriter out, Facts facts) {
    out.writeByte(facts.contacts().isEmpty() ? 0 : CONTACTS);
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
    if (!facts.contacts().isEmpty()) {
      out.writeVarInt(facts.contacts().size());
      facts
          .contacts()
          .forEach(
              (key, contacts) -> {
                writeKey(out, key);
                writeContacts(out, contacts);
              });
    }
  }

  static void writeContacts(ByteWriter out, Contacts contacts) {
    out.writeVarInt(contacts.newest().size());
    for (Contact contact : contacts.newest().values()) {
      writeKey(out, contact.other());
      out.writeLong(contact.time());
    }
  }

  static Contacts readContacts(ByteReader in) {
    List<Contact> contacts = new ArrayList<>();
    for (int i = readCount(in, MAX_NAMESPACES); i > 0; i--) {
      contacts.add(new Contact(readKey(in), in.readLong()));
    }
    return Contacts.of(contacts);
  }

  static Facts readFacts(ByteReader in) {
    int flags = in.readByte();
    if ((flags & ~CONTACTS) != 0) {
      throw new MalformedBytesException("unknown flags " + flags + " of facts");
    }
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
    TreeMap<IdentityKey, Contacts> contacts = new TreeMap<>();
    for (int i = flags == 0 ? 0 : readCount(in, Facts.MAX_NODES); i > 0; i--) {
      contacts.put(readKey(in), readContacts(in));
    }
    return new Facts(identities, links, contacts);
  }

  static int readCount(ByteReader in, int most) {
    int count = in.readCount();
    if (count > most) {
      throw new MalformedBytesException(count + " entries, at most " + most + " are possible");
    }
    return count;
  }
}
