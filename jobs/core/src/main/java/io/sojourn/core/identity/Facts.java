package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Contacts.Contact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What is known of a cluster: its identities, when each link between two of them was last seen, and
 * which of their links something newer has superseded or an operator has cut. Facts only ever join,
 * by the newest time, so duplicates and any order of arrival give the same.
 *
 * @param nodes the identities by key
 * @param links the newest event time of each link, epoch milliseconds; both ends are in {@code
 *     nodes}
 * @param contacts what identities know of their links, as far as no link here says the same
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

  /**
   * Without the links that are superseded, cut, blocked, forgotten or too old, each other link with
   * its newest time.
   */
  Facts sifted(LinkingRules rules) {
    if (rules.keepAll() && contacts.isEmpty()) {
      return this;
    }
    NavigableMap<IdentityKey, Contacts> all = allContacts(rules);
    NavigableMap<Link, Long> kept = new TreeMap<>();
    links.forEach(
        (link, time) -> {
          Contacts low = all.getOrDefault(link.low(), Contacts.NONE);
          Contacts high = all.getOrDefault(link.high(), Contacts.NONE);
          long lastSeen =
              Math.max(time, Math.max(low.lastSeen(link.high()), high.lastSeen(link.low())));
          if (!ruling(link).cuts(lastSeen)
              && expiresAt(link, lastSeen, rules) > rules.now()
              && !rules.block(identity(link.low()))
              && !rules.block(identity(link.high()))
              && !rules.forgotten().covers(link.low(), lastSeen)
              && !rules.forgotten().covers(link.high(), lastSeen)
              && (!rules.unique(link.high()) || low.keeps(link.high()))
              && (!rules.unique(link.low()) || high.keeps(link.low()))) {
            kept.put(link, lastSeen);
          }
        });
    NavigableMap<IdentityKey, Contacts> rest = new TreeMap<>();
    all.forEach(
        (key, known) -> {
          Contacts beyond = known.without(contact -> says(kept, key, contact));
          if (!beyond.isEmpty()) {
            rest.put(key, beyond);
          }
        });
    return new Facts(nodes, kept, rest);
  }

  /** From when on a link is too old; one that is pinned never is. */
  private long expiresAt(Link link, long lastSeen, LinkingRules rules) {
    return ruling(link).pins()
        ? Long.MAX_VALUE
        : rules.expiresAt(link.low(), link.high(), lastSeen);
  }

  /** From when on something of this is too old; {@code Long.MAX_VALUE} for never. */
  long expiresAt(LinkingRules rules) {
    long first = Long.MAX_VALUE;
    for (Map.Entry<Link, Long> link : links.entrySet()) {
      first = Math.min(first, expiresAt(link.getKey(), link.getValue(), rules));
    }
    for (Map.Entry<IdentityKey, Contacts> known : contacts.entrySet()) {
      first = Math.min(first, known.getValue().expiresAt(known.getKey(), rules));
    }
    return first;
  }

  private static boolean says(NavigableMap<Link, Long> links, IdentityKey key, Contact contact) {
    Long time = links.get(Link.between(key, contact.other()));
    return time != null && time >= contact.time();
  }

  /** What operators decided about a link; either end knows it. */
  Ruling ruling(Link link) {
    return Ruling.newer(
        contacts.getOrDefault(link.low(), Contacts.NONE).ruling(link.high()),
        contacts.getOrDefault(link.high(), Contacts.NONE).ruling(link.low()));
  }

  /** The contacts of all identities that have some, those that links say among them. */
  NavigableMap<IdentityKey, Contacts> allContacts(LinkingRules rules) {
    NavigableMap<IdentityKey, Contacts> all = new TreeMap<>();
    if (rules.unique().isEmpty() && contacts.isEmpty()) {
      return all;
    }
    all.putAll(contacts);
    Map<IdentityKey, List<Contact>> linked = new HashMap<>();
    links.forEach(
        (link, time) -> {
          boolean decided = !ruling(link).equals(Ruling.NONE);
          if (decided || rules.unique(link.high())) {
            note(linked, link.low(), link.high(), time);
          }
          if (decided || rules.unique(link.low())) {
            note(linked, link.high(), link.low(), time);
          }
        });
    linked.forEach((key, some) -> all.merge(key, Contacts.of(some), Contacts::join));
    all.replaceAll((key, known) -> known.remembered(key, rules).kept(rules));
    return all;
  }

  private void note(
      Map<IdentityKey, List<Contact>> linked, IdentityKey end, IdentityKey other, long time) {
    linked
        .computeIfAbsent(end, key -> new ArrayList<>())
        .add(new Contact(other, identity(other), time));
  }

  /** The contacts of an identity, those that links say among them. */
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

  /** Whether these are the same persons for the same reasons. */
  boolean agreesWith(Facts other) {
    if (!nodes.equals(other.nodes) || !links.equals(other.links)) {
      return false;
    }
    Set<IdentityKey> keys = new HashSet<>(contacts.keySet());
    keys.addAll(other.contacts.keySet());
    return keys.stream()
        .allMatch(
            key ->
                contacts
                    .getOrDefault(key, Contacts.NONE)
                    .agreesWith(other.contacts.getOrDefault(key, Contacts.NONE)));
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
