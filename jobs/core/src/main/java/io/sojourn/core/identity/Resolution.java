package io.sojourn.core.identity;

import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The persons of a cluster.
 *
 * @param anchors each identity with the anchor of its person, which is the least identity of it
 * @param removed the links that do not live
 */
record Resolution(Map<IdentityKey, IdentityKey> anchors, NavigableMap<Link, Removal> removed) {

  /** Who the identity is; an identity that is not in the cluster is alone. */
  PersonId person(IdentityKey key) {
    return PersonId.birth(anchors.getOrDefault(key, key));
  }

  /** The identities whose person is another one than before, or that were not there before. */
  NavigableSet<IdentityKey> changedSince(Resolution before) {
    NavigableSet<IdentityKey> changed = new TreeSet<>();
    anchors.forEach(
        (key, anchor) -> {
          if (!anchor.equals(before.anchors.get(key))) {
            changed.add(key);
          }
        });
    return changed;
  }
}
