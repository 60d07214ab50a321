package io.sojourn.core.identity;

import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Tells whether a key or a text stands for one of some identities. Not thread-safe. */
public final class Mentions {
  private final String sandbox;
  private final IdentityHasher hasher;
  private final Set<IdentityKey> keys;
  private final List<Namespace> namespaces;

  /**
   * @param keys of the identities
   */
  public Mentions(
      String sandbox, IdentityHasher hasher, Namespaces all, Collection<IdentityKey> keys) {
    this.sandbox = sandbox;
    this.hasher = hasher;
    this.keys = Set.copyOf(keys);
    this.namespaces =
        all.all().stream()
            .filter(n -> keys.stream().anyMatch(key -> key.rank() == n.rank()))
            .toList();
  }

  /** Whether it is the key of one of them. */
  public boolean is(IdentityKey key) {
    return keys.contains(key);
  }

  /** Whether it is one of them. */
  public boolean is(Identity identity) {
    return namespaces.stream()
        .anyMatch(n -> n.name().equals(identity.namespace()) && is(n, identity.value()));
  }

  /** Whether it is a text that is a value of one of them, however it is spelt. */
  public boolean isValue(Object attribute) {
    return attribute instanceof String text && namespaces.stream().anyMatch(n -> is(n, text));
  }

  private boolean is(Namespace namespace, String value) {
    String normalised = namespace.normalised(value);
    return normalised != null && keys.contains(hasher.key(sandbox, namespace, normalised));
  }
}
