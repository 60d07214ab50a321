package io.sojourn.core.identity;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What decides which links of an identity graph live. Namespaces are named by {@link
 * Namespace#rank}.
 *
 * @param unique the namespaces of which a person has at most one identity
 * @param priorities the place of each namespace, 0 is highest; others come after all of these
 * @param cap most identities of a person, 0 for any number
 * @param blocked by the name of a namespace what stands for nobody, where a workspace lists some
 * @param forgotten who was forgotten
 * @param retention by namespace, for how long after it was last seen a link of its identities
 *     lives, milliseconds; without it, for ever
 * @param now when it is decided whether a link is too old, epoch milliseconds of the log's clock
 */
public record LinkingRules(
    Set<Integer> unique,
    Map<Integer, Integer> priorities,
    int cap,
    Map<String, BlockedValues> blocked,
    Forgotten forgotten,
    Map<Integer, Long> retention,
    long now) {

  /** Most identities of a person (Adobe Experience Platform guardrail). */
  public static final int CAP = 50;

  /** Every link lives: persons are the connected components. */
  public static final LinkingRules PLAIN = new LinkingRules(Set.of(), Map.of(), 0);

  public LinkingRules {
    if (cap < 0) {
      throw new IllegalArgumentException("A cap is not negative");
    }
    unique = Set.copyOf(unique);
    priorities = Map.copyOf(priorities);
    blocked = Map.copyOf(blocked);
    retention = Map.copyOf(retention);
  }

  /** Rules that block nobody, by which no link is too old. */
  LinkingRules(Set<Integer> unique, Map<Integer, Integer> priorities, int cap) {
    this(unique, priorities, cap, Map.of(), Forgotten.NOBODY, Map.of(), Long.MIN_VALUE);
  }

  /** The rules that these namespaces declare, with the cap of {@link #CAP}. */
  public static LinkingRules of(Namespaces namespaces) {
    return new LinkingRules(
        namespaces.all().stream()
            .filter(Namespace::unique)
            .map(Namespace::rank)
            .collect(Collectors.toSet()),
        namespaces.all().stream().collect(Collectors.toMap(Namespace::rank, Namespace::priority)),
        CAP,
        namespaces.all().stream()
            .filter(namespace -> !namespace.blocked().listed().isEmpty())
            .collect(Collectors.toMap(Namespace::name, Namespace::blocked)),
        Forgotten.NOBODY,
        namespaces.all().stream()
            .filter(namespace -> namespace.retention() != Namespace.FOR_EVER)
            .collect(Collectors.toMap(Namespace::rank, Namespace::retention)),
        Long.MIN_VALUE);
  }

  /** The same rules when these identities were forgotten. */
  public LinkingRules forgetting(Forgotten those) {
    return new LinkingRules(unique, priorities, cap, blocked, those, retention, now);
  }

  /** The same rules at another time. */
  LinkingRules at(long time) {
    return retention.isEmpty()
        ? this
        : new LinkingRules(unique, priorities, cap, blocked, forgotten, retention, time);
  }

  /** Whether links can be too old. */
  boolean ages() {
    return !retention.isEmpty();
  }

  /**
   * From when on a link is too old: each of its ends may say so. {@code Long.MAX_VALUE} for never.
   *
   * @param lastSeen epoch milliseconds
   */
  long expiresAt(IdentityKey one, IdentityKey other, long lastSeen) {
    long kept =
        Math.min(
            retention.getOrDefault(one.rank(), Namespace.FOR_EVER),
            retention.getOrDefault(other.rank(), Namespace.FOR_EVER));
    return kept == Namespace.FOR_EVER ? Long.MAX_VALUE : lastSeen + kept;
  }

  boolean unique(IdentityKey key) {
    return unique.contains(key.rank());
  }

  /** Whether every link lives, as far as no operator has decided about it. */
  boolean keepAll() {
    return unique.isEmpty() && blocked.isEmpty() && forgotten.since().isEmpty() && !ages();
  }

  /** Whether no link of this identity lives; one whose text is not known is not blocked. */
  boolean block(@Nullable Identity identity) {
    if (identity == null || blocked.isEmpty()) {
      return false;
    }
    BlockedValues values = blocked.get(identity.namespace());
    return values != null && values.contains(identity.value());
  }

  /** The sum of the places of its ends: the lower, the stronger. */
  int prioritySum(Link link) {
    return place(link.low()) + place(link.high());
  }

  private int place(IdentityKey key) {
    return priorities.getOrDefault(key.rank(), priorities.size());
  }

  /** Whether these identities may be one person. */
  boolean allow(Collection<IdentityKey> person) {
    return (cap == 0 || person.size() <= cap) && oneOfEachUnique(person);
  }

  /** Whether there are no two identities of a unique namespace among these. */
  boolean oneOfEachUnique(Collection<IdentityKey> identities) {
    Set<Integer> found = new HashSet<>();
    for (IdentityKey key : identities) {
      if (unique(key) && !found.add(key.rank())) {
        return false;
      }
    }
    return true;
  }
}
