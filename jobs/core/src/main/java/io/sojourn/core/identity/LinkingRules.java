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
 */
public record LinkingRules(
    Set<Integer> unique,
    Map<Integer, Integer> priorities,
    int cap,
    Map<String, BlockedValues> blocked,
    Forgotten forgotten) {

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
  }

  /** Rules that block nobody. */
  LinkingRules(Set<Integer> unique, Map<Integer, Integer> priorities, int cap) {
    this(unique, priorities, cap, Map.of(), Forgotten.NOBODY);
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
        Forgotten.NOBODY);
  }

  /** The same rules when these identities were forgotten. */
  public LinkingRules forgetting(Forgotten those) {
    return new LinkingRules(unique, priorities, cap, blocked, those);
  }

  boolean unique(IdentityKey key) {
    return unique.contains(key.rank());
  }

  /** Whether every link lives, as far as no operator has decided about it. */
  boolean keepAll() {
    return unique.isEmpty() && blocked.isEmpty() && forgotten.since().isEmpty();
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
