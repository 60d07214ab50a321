package io.sojourn.core.identity;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Events whose identities are written {@code NAMESPACE:value}, under linking rules. Keys keep the
 * order of these texts within a namespace, so that ties are broken as a reference that compares
 * texts breaks them.
 */
final class GraphSet {
  private static final Set<String> DEVICES = Set.of("IDFA", "GAID", "AAID");

  /** What was seen together at a time. */
  record Seen(long time, List<String> identities) {}

  private final LinkingRules rules;
  private final Map<String, IdentityKey> keys = new HashMap<>();
  private final List<Seen> events;

  /**
   * @param priority the namespaces, highest first
   */
  GraphSet(List<String> priority, Collection<String> unique, int cap, List<Seen> events) {
    this.events = events;
    Map<String, Integer> ranks = new HashMap<>();
    Map<Integer, Integer> places = new HashMap<>();
    for (String namespace : priority) {
      NamespaceType type =
          namespace.equals("ECID")
              ? NamespaceType.COOKIE
              : DEVICES.contains(namespace) ? NamespaceType.DEVICE : NamespaceType.PERSON;
      int rank = type.rank() << 8 | ranks.size();
      places.put(rank, ranks.size());
      ranks.put(namespace, rank);
    }
    Set<Integer> uniqueRanks = unique.stream().map(ranks::get).collect(Collectors.toSet());
    this.rules = new LinkingRules(uniqueRanks, places, cap);
    Set<String> texts = new TreeSet<>();
    events.forEach(event -> texts.addAll(event.identities));
    for (String text : texts) {
      String namespace = text.substring(0, text.indexOf(':'));
      keys.put(text, new IdentityKey(ranks.getOrDefault(namespace, 0), 0, keys.size()));
    }
  }

  List<Seen> events() {
    return events;
  }

  LinkingRules rules() {
    return rules;
  }

  /** The facts of these events, joined in this order. */
  Facts facts(List<Seen> order) {
    Facts facts = Facts.NONE;
    for (Seen event : order) {
      List<LinkedIdentity> linked =
          event.identities.stream()
              .filter(text -> !text.endsWith(":"))
              .map(text -> new LinkedIdentity(key(text), new Identity("T", text)))
              .toList();
      if (rules.oneOfEachUnique(linked.stream().map(LinkedIdentity::key).toList())) {
        facts = facts.join(Facts.seenTogether(linked, event.time), link -> refused());
      }
    }
    return facts;
  }

  IdentityKey key(String text) {
    return Objects.requireNonNull(keys.get(text));
  }

  private static void refused() {
    throw new IllegalStateException("A bound refused a link");
  }

  /** The persons of two identities or more, each as its sorted texts. */
  Set<List<String>> persons(List<Seen> order) {
    Map<PersonId, List<String>> persons = new HashMap<>();
    Resolution resolution = GraphResolver.resolve(facts(order), rules);
    for (String text : new TreeSet<>(keys.keySet())) {
      persons.computeIfAbsent(resolution.person(key(text)), p -> new ArrayList<>()).add(text);
    }
    return persons.values().stream()
        .filter(person -> person.size() > 1)
        .collect(Collectors.toCollection(HashSet::new));
  }
}
