package io.sojourn.core.profile;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.Namespaces;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The profile of a person: the fragments of the identities that belong to the person, in key order.
 */
public final class Profile {
  private static final int VERSION = Fragment.VERSION;

  private final NavigableMap<IdentityKey, Fragment> fragments = new TreeMap<>();

  public NavigableMap<IdentityKey, Fragment> fragments() {
    return fragments;
  }

  /** The merged attribute: newest event time wins over all fragments. */
  public @Nullable Object value(String path) {
    Attribute best = null;
    for (Fragment fragment : fragments.values()) {
      Attribute attribute = fragment.attributes().get(path);
      if (attribute != null) {
        best = best == null ? attribute : Attribute.newer(best, attribute);
      }
    }
    return best == null ? null : best.value();
  }

  /** All merged attributes by path. */
  public Map<String, Object> merged() {
    Map<String, Attribute> newest = new TreeMap<>();
    fragments
        .values()
        .forEach(
            f ->
                f.attributes()
                    .forEach((path, value) -> newest.merge(path, value, Attribute::newer)));
    Map<String, Object> values = new TreeMap<>();
    newest.forEach((path, attribute) -> values.put(path, attribute.value()));
    return values;
  }

  /** Every identity known of the person: those of the fragments and those seen with them. */
  public Set<Identity> identities() {
    Set<Identity> all = new LinkedHashSet<>();
    for (Fragment fragment : fragments.values()) {
      all.add(fragment.identity());
      all.addAll(fragment.companions());
    }
    return all;
  }

  /**
   * Drops an identity as an address, until it is seen again; returns whether it was one. A fragment
   * of its own stays, and is not written to.
   */
  public boolean drop(Identity address) {
    boolean some = false;
    for (Fragment fragment : fragments.values()) {
      some |= fragment.drop(address);
    }
    return some;
  }

  /** The fragment identity of the highest namespace priority, by key order among equals. */
  public Identity primary(Namespaces namespaces) {
    Identity best = fragments.firstEntry().getValue().identity();
    int bestPriority = Integer.MAX_VALUE;
    for (Fragment fragment : fragments.values()) {
      Namespace namespace = namespaces.byName(fragment.identity().namespace());
      int priority = namespace == null ? Integer.MAX_VALUE : namespace.priority();
      if (priority < bestPriority) {
        best = fragment.identity();
        bestPriority = priority;
      }
    }
    return best;
  }

  public void write(ByteWriter out) {
    out.writeByte(VERSION).writeVarInt(fragments.size());
    fragments.forEach(
        (key, fragment) -> {
          Keys.write(out, key);
          fragment.write(out);
        });
  }

  public static Profile read(ByteReader in) {
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new MalformedBytesException("a profile of version " + version);
    }
    Profile profile = new Profile();
    for (int i = in.readCount(); i > 0; i--) {
      profile.fragments.put(Keys.readKey(in), Fragment.read(version, in));
    }
    return profile;
  }
}
