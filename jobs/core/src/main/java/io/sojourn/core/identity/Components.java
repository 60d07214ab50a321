package io.sojourn.core.identity;

import java.util.HashMap;
import java.util.Map;

/**
 * Which identities are connected; the least identity of a component stands for it. Union-find with
 * path halving (Tarjan and van Leeuwen, 1984).
 */
final class Components {
  private final Map<IdentityKey, IdentityKey> parent = new HashMap<>();

  /** The least identity of the component, which is the identity itself while it is not joined. */
  IdentityKey anchor(IdentityKey key) {
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

  /** Makes two components one, and returns its least identity. */
  IdentityKey join(IdentityKey one, IdentityKey other) {
    IdentityKey a = anchor(one);
    IdentityKey b = anchor(other);
    IdentityKey least = a.compareTo(b) < 0 ? a : b;
    parent.put(a, least);
    parent.put(b, least);
    return least;
  }
}
