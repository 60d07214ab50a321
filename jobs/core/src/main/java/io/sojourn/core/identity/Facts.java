package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Contacts.Contact;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a cluster: its identities, when each link between two of them was last seen, and
 * which of their links something newer has superseded. Facts only ever join, by the newest time, so
 * duplicates and any order of arrival give the same.
 *
 * @param nodes the identities by key
 * @param links the newest event time of each link, epoch milliseconds; both ends are in {@code
 *     nodes}
 * @param contacts newest contacts of identities, as far as no link here says the same
 */
record Facts(
    NavigableMap<IdentityKey, Identity> nodes,
    NavigableMap<Link, Long> links,
    NavigableMap<IdentityKey, Contacts> contacts) {

  /** Most identities of a cluster: one more is refused. */
  static final int MAX_NODES = 256;

  /** Most links of a cluster: one more is refused. */
  static final int MAX_LINKS = 1024;

  static final Facts NONE = new Facts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());

  /** Every pair of the identities of one event, seen at this time. */
  static Facts seenTogether(List<LinkedIdentity> identities, long time) {
    Facts facts = new Facts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    identities.forEach(i -> facts.nodes.put(i.key(), i.identity()));
    for (IdentityKey a : facts.nodes.keySet()) {
      for (IdentityKey b : facts.nodes.tailMap(a, false).keySet()) {
        facts.links.put(new Link(a, b), time);
      }
    }
    return facts;
  }

  /**
   * These facts and the others.
   *
   * @param refused takes every link that would exceed a bound
   */
  Facts join(Facts other, Consumer<Link> refused) {
    Facts joined = new Facts(new TreeMap<>(nodes), new TreeMap<>(links), new TreeMap<>(contacts));
    other.links.forEach(
        (link, time) -> {
          if (joined.hasRoomFor(link)) {
            joined.nodes.putIfAbsent(link.low(), other.identity(link.low()));
            joined.nodes.putIfAbsent(link.high(), other.identity(link.high()));
            joined.links.merge(link, time, Math::max);
          } else {
            refused.accept(link);
          }
        });
    other.contacts.forEach((key, known) -> joined.contacts.merge(key, known, Contacts::join));
    return joined;
  }

  private boolean hasRoomFor(Link link) {
    int newNodes = (contains(link.low()) ? 0 : 1) + (contains(link.high()) ? 0 : 1);
    return links.containsKey(link)
        || (links.size() < MAX_LINKS && nodes.size() + newNodes <= MAX_NODES);
  }

  /** Only that an identity has these contacts. */
  static Facts known(IdentityKey key, Contacts contacts) {
    Facts facts = new Facts(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    if (!contacts.isEmpty()) {
      facts.contacts.put(key, contacts);
    }
    return facts;
  }

  /** Without the links that are superseded, each other link with its newest time. */
  Facts sifted(LinkingRules rules) {
    if (rules.unique().isEmpty()) {
      return contacts.isEmpty() ? this : new Facts(nodes, links, new TreeMap<>());
    }
    NavigableMap<IdentityKey, Contacts> all = allContacts(rules);
    NavigableMap<Link, Long> kept = new TreeMap<>();
    links.forEach(
        (link, time) -> {
          Contact low = contact(all, link.low(), link.high());
          Contact high = contact(all, link.high(), link.low());
          boolean alive =
              (low != null || !rules.unique(link.high()))
                  && (high != null || !rules.unique(link.low()));
          if (alive) {
            long byLow = low == null ? time : low.time();
            kept.put(link, Math.max(byLow, high == null ? time : high.time()));
          }
        });
    NavigableMap<IdentityKey, Contacts> rest = new TreeMap<>();
    all.forEach(
        (key, known) -> {
          Contacts beyond =
              Contacts.of(
                  known.newest().values().stream().filter(c -> !says(kept, key, c)).toList());
          if (!beyond.isEmpty()) {
            rest.put(key, beyond);
          }
        });
    return new Facts(nodes, kept, rest);
  }

  private static boolean says(NavigableMap<Link, Long> links, IdentityKey key, Contact contact) {
    Long time = links.get(Link.between(key, contact.other()));
    return time != null && time >= contact.time();
  }

  private static @Nullable Contact contact(
      NavigableMap<IdentityKey, Contacts> all, IdentityKey of, IdentityKey with) {
    return all.getOrDefault(of, Contacts.NONE).with(with);
  }

  /** The newest contacts of all identities that have some, those that links say among them. */
  NavigableMap<IdentityKey, Contacts> allContacts(LinkingRules rules) {
    NavigableMap<IdentityKey, Contacts> all = new TreeMap<>();
    if (rules.unique().isEmpty()) {
      return all;
    }
    contacts.forEach((key, known) -> all.put(key, known.only(rules.unique()::contains)));
    links.forEach(
        (link, time) -> {
          note(all, link.low(), link.high(), time, rules);
          note(all, link.high(), link.low(), time, rules);
        });
    return all;
  }

  private static void note(
      NavigableMap<IdentityKey, Contacts> all,
      IdentityKey end,
      IdentityKey other,
      long time,
      LinkingRules rules) {
    if (rules.unique(other)) {
      all.merge(end, Contacts.of(List.of(new Contact(other, time))), Contacts::join);
    }
  }

  /** The newest contacts of an identity, those that links say among them. */
  Contacts contacts(IdentityKey key, LinkingRules rules) {
    return allContacts(rules).getOrDefault(key, Contacts.NONE);
  }

  /** What is known of these identities and the links between them. */
  Facts among(Set<IdentityKey> members) {
    Facts part = new Facts(new TreeMap<>(nodes), new TreeMap<>(links), new TreeMap<>(contacts));
    part.nodes.keySet().retainAll(members);
    part.links.keySet().removeIf(l -> !members.contains(l.low()) || !members.contains(l.high()));
    part.contacts.keySet().retainAll(members);
    return part;
  }

  boolean isEmpty() {
    return nodes.isEmpty() && contacts.isEmpty();
  }

  boolean contains(IdentityKey key) {
    return nodes.containsKey(key);
  }

  Identity identity(IdentityKey key) {
    Identity identity = nodes.get(key);
    if (identity == null) {
      throw new IllegalArgumentException("Not an identity of this cluster");
    }
    return identity;
  }

  /** The stored form, version byte first. */
  byte[] encode() {
    ByteWriter out = IdentityCodec.begin();
    IdentityCodec.writeFacts(out, this);
    return out.toBytes();
  }

  /**
   * @throws IllegalStateException when {@link #encode} cannot have written the bytes
   */
  static Facts decode(byte[] stored) {
    try {
      ByteReader in = IdentityCodec.begin(stored);
      Facts facts = IdentityCodec.readFacts(in);
      IdentityCodec.end(in);
      return facts;
    } catch (MalformedBytesException e) {
      throw new IllegalStateException("The state of a cluster is not readable", e);
    }
  }
}
