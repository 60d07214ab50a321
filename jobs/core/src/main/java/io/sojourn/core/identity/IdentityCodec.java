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

  /** Flag of facts: contacts follow, as they were written before there were rulings. */
  private static final int PLAIN_CONTACTS = 1;

  /** Flag of facts: contacts follow. */
  private static final int CONTACTS = 2;

  /** Most contacts of an identity that are read: a few of each of 256 unique namespaces. */
  private static final int MAX_CONTACTS = 256 * Contacts.KEPT + Contacts.MAX_RULINGS;

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
    out.writeVarInt(contacts.latest().values().stream().mapToInt(List::size).sum());
    for (List<Contact> known : contacts.latest().values()) {
      for (Contact contact : known) {
        writeKey(out, contact.other());
        Identity identity = contact.identity();
        out.writeBoolean(identity != null);
        if (identity != null) {
          writeIdentity(out, identity);
        }
        out.writeLong(contact.time());
      }
    }
    out.writeVarInt(contacts.rulings().size());
    contacts
        .rulings()
        .forEach(
            (key, ruling) -> {
              writeKey(out, key);
              writeRuling(out, ruling);
            });
  }

  static Contacts readContacts(ByteReader in) {
    List<Contact> contacts = new ArrayList<>();
    for (int i = readCount(in, MAX_CONTACTS); i > 0; i--) {
      IdentityKey other = readKey(in);
      Identity identity = in.readBoolean() ? readIdentity(in) : null;
      contacts.add(new Contact(other, identity, in.readLong()));
    }
    TreeMap<IdentityKey, Ruling> rulings = new TreeMap<>();
    for (int i = readCount(in, Contacts.MAX_RULINGS); i > 0; i--) {
      rulings.put(readKey(in), readRuling(in));
    }
    return new Contacts(new TreeMap<>(), rulings).join(Contacts.of(contacts));
  }

  static void writeRuling(ByteWriter out, Ruling ruling) {
    out.writeByte(ruling.kind().code()).writeLong(ruling.time());
  }

  static Ruling readRuling(ByteReader in) {
    int code = in.readByte();
    Ruling.Kind kind = Ruling.Kind.of(code);
    if (kind == null) {
      throw new MalformedBytesException("an unknown ruling " + code);
    }
    return new Ruling(kind, in.readLong());
  }

  /** As they were written before there were rulings: one for each namespace, without its text. */
  static Contacts readPlainContacts(ByteReader in) {
    List<Contact> contacts = new ArrayList<>();
    for (int i = readCount(in, MAX_CONTACTS); i > 0; i--) {
      contacts.add(new Contact(readKey(in), null, in.readLong()));
    }
    return Contacts.of(contacts);
  }

  static Facts readFacts(ByteReader in) {
    int flags = in.readByte();
    if (flags != 0 && flags != PLAIN_CONTACTS && flags != CONTACTS) {
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
      IdentityKey key = readKey(in);
      contacts.put(key, flags == CONTACTS ? readContacts(in) : readPlainContacts(in));
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
