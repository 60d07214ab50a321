package io.sojourn.core.identity;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;

/**
 * Persons from facts: a pure function, so that facts in any order of arrival give the same.
 *
 * <ol>
 *   <li>Of the links of one identity to a unique namespace only the newest lives, and a link lives
 *       if both its ends keep it: the device goes with who logged in last.
 *   <li>The links that are left are replayed in the order of their times. Where a person would get
 *       two identities of a unique namespace its links are ranked: those of this moment first, then
 *       the lower sum of namespace priorities, then the newer; one that joins two such identities
 *       is removed (Adobe Experience Platform, identity optimization algorithm).
 *   <li>A person over the cap loses identities, those of this moment last: partners, cookies,
 *       devices, then persons; among them the one whose newest link is oldest.
 * </ol>
 */
final class GraphResolver {
  private final LinkingRules rules;
  private final NavigableMap<Link, Long> times;

  /** The links that live, from each end. */
  private final Map<IdentityKey, NavigableSet<IdentityKey>> neighbours = new HashMap<>();

  private final NavigableMap<Link, Removal> removed = new TreeMap<>();

  private GraphResolver(NavigableMap<Link, Long> times, LinkingRules rules) {
    this.times = times;
    this.rules = rules;
  }

  static Resolution resolve(Facts facts, LinkingRules rules) {
    GraphResolver resolver = new GraphResolver(facts.links(), rules);
    resolver.keepNewest();
    resolver.components(facts.nodes().keySet()).stream()
        .filter(component -> !rules.allow(component))
        .forEach(resolver::replay);
    return resolver.resolution(facts.nodes().keySet());
  }

  private Resolution resolution(Collection<IdentityKey> nodes) {
    Map<IdentityKey, IdentityKey> anchors = new HashMap<>();
    for (NavigableSet<IdentityKey> person : components(nodes)) {
      person.forEach(key -> anchors.put(key, person.first()));
    }
    return new Resolution(anchors, removed);
  }

  private void keepNewest() {
    Map<IdentityKey, Map<Integer, IdentityKey>> newest = new HashMap<>();
    times.forEach(
        (link, time) -> {
          consider(newest, link.low(), link.high());
          consider(newest, link.high(), link.low());
        });
    for (Link link : times.keySet()) {
      if (keeps(newest, link.low(), link.high()) && keeps(newest, link.high(), link.low())) {
        connect(link);
      } else {
        removed.put(link, Removal.SUPERSEDED);
      }
    }
  }

  private void consider(
      Map<IdentityKey, Map<Integer, IdentityKey>> newest, IdentityKey end, IdentityKey other) {
    if (rules.unique(other)) {
      Comparator<IdentityKey> byTime = comparing(key -> time(end, key));
      newest
          .computeIfAbsent(end, e -> new HashMap<>())
          .merge(other.rank(), other, BinaryOperator.maxBy(byTime.thenComparing(naturalOrder())));
    }
  }

  private boolean keeps(
      Map<IdentityKey, Map<Integer, IdentityKey>> newest, IdentityKey end, IdentityKey other) {
    return !rules.unique(other)
        || other.equals(newest.getOrDefault(end, Map.of()).get(other.rank()));
  }

  private void replay(NavigableSet<IdentityKey> component) {
    NavigableMap<Long, NavigableSet<Link>> moments = new TreeMap<>();
    for (Link link : links(component)) {
      moments.computeIfAbsent(time(link), t -> new TreeSet<>()).add(link);
    }
    component.forEach(neighbours::remove);
    for (NavigableSet<Link> moment : moments.values()) {
      moment.forEach(this::connect);
      NavigableSet<IdentityKey> fresh = new TreeSet<>();
      moment.forEach(link -> Collections.addAll(fresh, link.low(), link.high()));
      components(fresh).stream()
          .filter(person -> !rules.allow(person))
          .forEach(person -> removeConflicts(person, moment));
      fresh.forEach(key -> evict(key, fresh));
    }
  }

  private void removeConflicts(NavigableSet<IdentityKey> person, NavigableSet<Link> latest) {
    Comparator<Link> order =
        comparing((Link link) -> !latest.contains(link))
            .thenComparing(rules::prioritySum)
            .thenComparing(this::time, reverseOrder())
            .thenComparing(naturalOrder());
    Components kept = new Components();
    Map<IdentityKey, Map<Integer, IdentityKey>> uniques = new HashMap<>();
    for (IdentityKey key : person) {
      uniques.put(key, rules.unique(key) ? Map.of(key.rank(), key) : Map.of());
    }
    for (Link link : links(person).stream().sorted(order).toList()) {
      IdentityKey low = kept.anchor(link.low());
      IdentityKey high = kept.anchor(link.high());
      if (low.equals(high)) {
        continue;
      }
      Map<Integer, IdentityKey> both = new HashMap<>(uniques.getOrDefault(low, Map.of()));
      Map<Integer, IdentityKey> others = uniques.getOrDefault(high, Map.of());
      if (Collections.disjoint(both.keySet(), others.keySet())) {
        both.putAll(others);
        uniques.put(kept.join(low, high), both);
      } else {
        remove(link, Removal.CONFLICTING);
      }
    }
  }

  private void evict(IdentityKey member, NavigableSet<IdentityKey> fresh) {
    NavigableSet<IdentityKey> person = component(member);
    while (rules.cap() > 0 && person.size() > rules.cap()) {
      NavigableSet<IdentityKey> candidates = new TreeSet<>(person);
      candidates.removeAll(fresh);
      IdentityKey victim =
          Collections.min(
              candidates.isEmpty() ? person : candidates,
              comparing(GraphResolver::lastToLeave)
                  .thenComparing(this::newestLink)
                  .thenComparing(naturalOrder()));
      for (IdentityKey other : List.copyOf(neighboursOf(victim))) {
        remove(Link.between(victim, other), Removal.EVICTED);
      }
      person = component(member);
    }
  }

  /** Persons after devices after cookies after partners. */
  private static int lastToLeave(IdentityKey key) {
    return -(key.rank() >> 8);
  }

  private long newestLink(IdentityKey key) {
    return neighboursOf(key).stream()
        .mapToLong(other -> time(key, other))
        .max()
        .orElse(Long.MIN_VALUE);
  }

  // The graph of the links that live.

  private void connect(Link link) {
    neighbours.computeIfAbsent(link.low(), k -> new TreeSet<>()).add(link.high());
    neighbours.computeIfAbsent(link.high(), k -> new TreeSet<>()).add(link.low());
  }

  private void remove(Link link, Removal why) {
    neighboursOf(link.low()).remove(link.high());
    neighboursOf(link.high()).remove(link.low());
    removed.put(link, why);
  }

  private NavigableSet<IdentityKey> neighboursOf(IdentityKey key) {
    return neighbours.getOrDefault(key, Collections.emptyNavigableSet());
  }

  private long time(IdentityKey a, IdentityKey b) {
    return time(Link.between(a, b));
  }

  private long time(Link link) {
    return times.getOrDefault(link, Long.MIN_VALUE);
  }

  private NavigableSet<Link> links(Collection<IdentityKey> members) {
    NavigableSet<Link> links = new TreeSet<>();
    for (IdentityKey low : members) {
      neighboursOf(low).tailSet(low, false).forEach(high -> links.add(new Link(low, high)));
    }
    return links;
  }

  private List<NavigableSet<IdentityKey>> components(Collection<IdentityKey> keys) {
    List<NavigableSet<IdentityKey>> components = new ArrayList<>();
    NavigableSet<IdentityKey> left = new TreeSet<>(keys);
    while (!left.isEmpty()) {
      NavigableSet<IdentityKey> component = component(left.first());
      components.add(component);
      left.removeAll(component);
    }
    return components;
  }

  private NavigableSet<IdentityKey> component(IdentityKey member) {
    NavigableSet<IdentityKey> component = new TreeSet<>();
    Deque<IdentityKey> next = new ArrayDeque<>(List.of(member));
    while (!next.isEmpty()) {
      IdentityKey key = next.pop();
      if (component.add(key)) {
        next.addAll(neighboursOf(key));
      }
    }
    return component;
  }
}
