package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * What is known of a cluster: its identities, and when each link between two of them was last seen.
 * Facts only ever join, by the newest time of each link, so duplicates and any order of arrival
 * give the same.
 *
 * @param nodes the identities by key
 * @param links the newest event time of each link, epoch milliseconds; both ends are in {@code
 *     nodes}
 */
record Facts(NavigableMap<IdentityKey, Identity> nodes, NavigableMap<Link, Long> links) {

  /** Most identities of a cluster: one more is refused. */
  static final int MAX_NODES = 256;

  /** Most links of a cluster: one more is refused. */
  static final int MAX_LINKS = 1024;

  static final Facts NONE = new Facts(new TreeMap<>(), new TreeMap<>());

  /** Every pair of the identities of one event, seen at this time. */
  static Facts seenTogether(List<LinkedIdentity> identities, long time) {
    Facts facts = new Facts(new TreeMap<>(), new TreeMap<>());
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
    Facts joined = new Facts(new TreeMap<>(nodes), new TreeMap<>(links));
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
    return joined;
  }

  private boolean hasRoomFor(Link link) {
    int newNodes = (contains(link.low()) ? 0 : 1) + (contains(link.high()) ? 0 : 1);
    return links.containsKey(link)
        || (links.size() < MAX_LINKS && nodes.size() + newNodes <= MAX_NODES);
  }

  boolean isEmpty() {
    return nodes.isEmpty();
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

  /**
   * The persons: each identity with the anchor of its connected component, which is the least
   * identity of it. Union-find with path halving (Tarjan and van Leeuwen, 1984).
   */
  Map<IdentityKey, IdentityKey> anchors() {
    Map<IdentityKey, IdentityKey> parent = new HashMap<>();
    nodes.keySet().forEach(key -> parent.put(key, key));
    for (Link link : links.keySet()) {
      IdentityKey a = root(parent, link.low());
      IdentityKey b = root(parent, link.high());
      if (a.compareTo(b) < 0) {
        parent.put(b, a);
      } else {
        parent.put(a, b);
      }
    }
    nodes.keySet().forEach(key -> parent.put(key, root(parent, key)));
    return parent;
  }

  private static IdentityKey root(Map<IdentityKey, IdentityKey> parent, IdentityKey key) {
    IdentityKey at = key;
    IdentityKey up = parent.getOrDefault(at, at);
    while (!up.equals(at)) {
      IdentityKey above = parent.getOrDefault(up, up);
      parent.put(at, above);
      at = above;
      up = parent.getOrDefault(at, at);
    }
    return at;
  }

  /** The identities whose person differs from what it is by the other facts, or is new. */
  NavigableSet<IdentityKey> changedSince(Facts before) {
    NavigableSet<IdentityKey> changed = new TreeSet<>();
    Map<IdentityKey, IdentityKey> was = before.anchors();
    anchors()
        .forEach(
            (key, anchor) -> {
              if (!anchor.equals(was.get(key))) {
                changed.add(key);
              }
            });
    return changed;
  }

  /** The stored form, version byte first. */
  byte[] encode() {
    ByteWriter out = IdentityCodec.begin();
    IdentityCodec.writeReserved(out);
    IdentityCodec.writeFacts(out, this);
    return out.toBytes();
  }

  /**
   * @throws IllegalStateException when {@link #encode} cannot have written the bytes
   */
  static Facts decode(byte[] stored) {
    try {
      ByteReader in = IdentityCodec.begin(stored);
      IdentityCodec.readReserved(in);
      Facts facts = IdentityCodec.readFacts(in);
      IdentityCodec.end(in);
      return facts;
    } catch (MalformedBytesException e) {
      throw new IllegalStateException("The state of a cluster is not readable", e);
    }
  }
}
