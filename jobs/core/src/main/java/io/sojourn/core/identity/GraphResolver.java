package io.sojourn.core.identity;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.reverseOrder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Persons from facts: a pure function, so that facts in any order of arrival give the same.
 *
 * <ol>
 *   <li>Of the links of one identity to a unique namespace only the newest lives that no operator
 *       has cut, or the one that is pinned; none lives of an identity that is blocked; and a link
 *       lives if both its ends keep it: the device goes with who logged in last.
 *   <li>The links that are left are replayed in the order of their times. Where a person would get
 *       two identities of a unique namespace its links are ranked: those that are pinned, then
 *       those of this moment, then the lower sum of namespace priorities, then the newer; one that
 *       joins two such identities is removed (Adobe Experience Platform, identity optimization
 *       algorithm).
 *   <li>A person over the cap loses identities, those of this moment last: partners, cookies,
 *       devices, then persons; among them the one whose newest link is oldest.
 * </ol>
 */
final class GraphResolver {
  private final LinkingRules rules;

  /** Without the links that are superseded or cut. */
  private final Facts facts;

  /** The links that live. */
  private final IdentityGraph graph;

  private final NavigableMap<Link, Removal> removed = new TreeMap<>();

  private GraphResolver(Facts sifted, LinkingRules rules) {
    this.facts = sifted;
    this.rules = rules;
    this.graph = IdentityGraph.of(sifted.links().keySet());
  }

  static Resolution resolve(Facts facts, LinkingRules rules) {
    return resolve(facts, facts.sifted(rules), rules);
  }

  /** The same for facts that are {@link Facts#sifted} by these rules. */
  static Resolution resolveSifted(Facts sifted, LinkingRules rules) {
    return resolve(sifted, sifted, rules);
  }

  private static Resolution resolve(Facts facts, Facts sifted, LinkingRules rules) {
    GraphResolver resolver = new GraphResolver(sifted, rules);
    for (Link link : facts.links().keySet()) {
      if (!sifted.links().containsKey(link)) {
        resolver.removed.put(link, Removal.SUPERSEDED);
      }
    }
    Map<IdentityKey, IdentityKey> anchors = new HashMap<>();
    for (NavigableSet<IdentityKey> cluster : resolver.graph.components(facts.nodes().keySet())) {
      for (NavigableSet<IdentityKey> person : resolver.persons(cluster)) {
        person.forEach(key -> anchors.put(key, person.first()));
      }
    }
    return new Resolution(anchors, resolver.removed);
  }

  private List<NavigableSet<IdentityKey>> persons(NavigableSet<IdentityKey> cluster) {
    if (rules.allow(cluster)) {
      return List.of(cluster);
    }
    replay(cluster);
    return graph.components(cluster);
  }

  private void replay(NavigableSet<IdentityKey> cluster) {
    NavigableMap<Long, NavigableSet<Link>> moments = new TreeMap<>();
    for (Link link : graph.links(cluster)) {
      moments.computeIfAbsent(time(link), t -> new TreeSet<>()).add(link);
    }
    cluster.forEach(graph::isolate);
    for (NavigableSet<Link> moment : moments.values()) {
      moment.forEach(graph::connect);
      NavigableSet<IdentityKey> fresh = new TreeSet<>();
      moment.forEach(link -> Collections.addAll(fresh, link.low(), link.high()));
      graph.components(fresh).stream()
          .filter(person -> !rules.allow(person))
          .forEach(person -> removeConflicts(person, moment));
      if (rules.cap() > 0 && cluster.size() > rules.cap()) {
        fresh.forEach(key -> evict(key, fresh));
      }
    }
  }

  private void removeConflicts(NavigableSet<IdentityKey> person, NavigableSet<Link> latest) {
    Comparator<Link> order =
        comparing((Link link) -> !facts.ruling(link).pins())
            .thenComparing(link -> !latest.contains(link))
            .thenComparing(rules::prioritySum)
            .thenComparing(this::time, reverseOrder())
            .thenComparing(naturalOrder());
    NavigableSet<Link> ranked = new TreeSet<>(order);
    ranked.addAll(graph.links(person));
    person.forEach(graph::isolate);
    Map<IdentityKey, Group> groups = new HashMap<>();
    person.forEach(key -> groups.put(key, new Group(key, rules)));
    for (Link link : ranked) {
      Group low = Objects.requireNonNull(groups.get(link.low()));
      Group high = Objects.requireNonNull(groups.get(link.high()));
      if (low != high && low.clashesWith(high)) {
        removed.put(link, Removal.CONFLICTING);
        continue;
      }
      graph.connect(link);
      if (low != high) {
        low.take(high);
        high.members.forEach(key -> groups.put(key, low));
      }
    }
  }

  /** Identities that are one person so far. */
  private static final class Group {
    private final List<IdentityKey> members = new ArrayList<>();
    private final Set<Integer> unique = new HashSet<>();

    Group(IdentityKey key, LinkingRules rules) {
      members.add(key);
      if (rules.unique(key)) {
        unique.add(key.rank());
      }
    }

    boolean clashesWith(Group other) {
      return !Collections.disjoint(unique, other.unique);
    }

    void take(Group other) {
      members.addAll(other.members);
      unique.addAll(other.unique);
    }
  }

  private void evict(IdentityKey member, NavigableSet<IdentityKey> fresh) {
    NavigableSet<IdentityKey> person = graph.component(member);
    while (person.size() > rules.cap()) {
      NavigableSet<IdentityKey> candidates = new TreeSet<>(person);
      candidates.removeAll(fresh);
      IdentityKey victim =
          Collections.min(
              candidates.isEmpty() ? person : candidates,
              comparing(GraphResolver::lastToLeave)
                  .thenComparing(this::newestLink)
                  .thenComparing(naturalOrder()));
      for (IdentityKey other : List.copyOf(graph.neighbours(victim))) {
        Link link = Link.between(victim, other);
        graph.disconnect(link);
        removed.put(link, Removal.EVICTED);
      }
      person = graph.component(member);
    }
  }

  /** Persons after devices after cookies after partners. */
  private static int lastToLeave(IdentityKey key) {
    return -(key.rank() >> 8);
  }

  private long newestLink(IdentityKey key) {
    return graph.neighbours(key).stream()
        .mapToLong(other -> time(Link.between(key, other)))
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private long time(Link link) {
    return facts.links().getOrDefault(link, Long.MIN_VALUE);
  }
}
