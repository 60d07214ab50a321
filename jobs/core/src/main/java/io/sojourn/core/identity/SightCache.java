package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The sets of identities that a node has lately been seen in, so that a set is not reported again
 * with every event.
 */
final class SightCache {
  /** Most sets that are kept; the one not seen for longest makes room. */
  static final int MAX_SIGHTS = 8;

  private static final Comparator<Sight> OLDEST = Comparator.comparingLong(Sight::lastSeen);

  private final List<Sight> sights = new ArrayList<>();

  /**
   * A set of identities seen together.
   *
   * @param identities the set, in key order
   * @param lastSeen the newest event time, epoch milliseconds
   * @param lastReported the newest event time that was reported
   * @param lastSent when it was reported, by the log's or the processing clock; {@link #LOST} if a
   *     link of it does not live
   */
  record Sight(List<LinkedIdentity> identities, long lastSeen, long lastReported, long lastSent) {
    static final long LOST = 0;

    boolean unreported() {
      return lastSeen > lastReported;
    }

    Sight seenAt(long time) {
      return new Sight(identities, Math.max(lastSeen, time), lastReported, lastSent);
    }

    /** To be reported when it is seen again, however soon. */
    Sight lost() {
      return new Sight(identities, lastSeen, lastReported, LOST);
    }

    boolean contains(Link link) {
      return has(link.low()) && has(link.high());
    }

    private boolean has(IdentityKey key) {
      return identities.stream().anyMatch(i -> i.key().equals(key));
    }

    /** From when on all of its links are too old. */
    long expiresAt(LinkingRules rules) {
      long last = Long.MIN_VALUE;
      for (LinkedIdentity one : identities) {
        for (LinkedIdentity other : identities) {
          if (!one.key().equals(other.key())) {
            last = Math.max(last, rules.expiresAt(one.key(), other.key(), lastSeen));
          }
        }
      }
      return last;
    }

    Sight sentAt(long now) {
      return new Sight(identities, lastSeen, lastSeen, now);
    }
  }

  @Nullable Sight find(List<LinkedIdentity> identities) {
    for (Sight sight : sights) {
      if (sight.identities.equals(identities)) {
        return sight;
      }
    }
    return null;
  }

  /**
   * Keeps this sight in place of the one of the same set; returns the one that had to make room.
   */
  @Nullable Sight put(Sight sight) {
    sights.removeIf(s -> s.identities.equals(sight.identities));
    Sight evicted = null;
    if (sights.size() == MAX_SIGHTS) {
      evicted = sights.stream().min(OLDEST).orElseThrow();
      sights.remove(evicted);
    }
    sights.add(sight);
    return evicted;
  }

  /** Marks the sets that hold one of these links as lost; returns whether there are any. */
  boolean lose(Collection<Link> links) {
    boolean some = false;
    for (int i = 0; i < sights.size(); i++) {
      Sight sight = sights.get(i);
      if (sight.lastSent != Sight.LOST && links.stream().anyMatch(sight::contains)) {
        sights.set(i, sight.lost());
        some = true;
      }
    }
    return some;
  }

  /** Drops the sets whose links are all too old. */
  void expire(LinkingRules rules) {
    sights.removeIf(sight -> sight.expiresAt(rules) <= rules.now());
  }

  /** From when on the links of one of the sets are too old. */
  long expiresAt(LinkingRules rules) {
    return sights.stream().mapToLong(s -> s.expiresAt(rules)).min().orElse(Long.MAX_VALUE);
  }

  /** Drops what is forgotten; returns whether there was something. */
  boolean forget(Forgotten forgotten) {
    boolean some = false;
    for (Sight sight : List.copyOf(sights)) {
      List<LinkedIdentity> rest =
          sight.identities.stream()
              .filter(i -> !forgotten.covers(i.key(), sight.lastSeen))
              .toList();
      if (rest.size() < sight.identities.size()) {
        some = true;
        sights.remove(sight);
        if (rest.size() > 1) {
          Sight same = find(rest);
          put(
              same == null
                  ? new Sight(rest, sight.lastSeen, sight.lastReported, sight.lastSent)
                  : same.seenAt(sight.lastSeen));
        }
      }
    }
    return some;
  }

  List<Sight> all() {
    return sights;
  }

  List<Sight> unreported() {
    return sights.stream().filter(Sight::unreported).toList();
  }

  void write(ByteWriter out) {
    out.writeVarInt(sights.size());
    for (Sight sight : sights) {
      IdentityCodec.writeIdentities(out, sight.identities);
      out.writeLong(sight.lastSeen).writeLong(sight.lastReported).writeLong(sight.lastSent);
    }
  }

  static SightCache read(ByteReader in) {
    SightCache cache = new SightCache();
    int count = IdentityCodec.readCount(in, MAX_SIGHTS);
    for (int i = 0; i < count; i++) {
      cache.sights.add(
          new Sight(IdentityCodec.readIdentities(in), in.readLong(), in.readLong(), in.readLong()));
    }
    return cache;
  }
}
