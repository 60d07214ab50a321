package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
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
