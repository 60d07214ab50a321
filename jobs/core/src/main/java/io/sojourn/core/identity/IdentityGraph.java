package io.sojourn.core.identity;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** Which identities are linked: an undirected graph whose links come and go. Not thread-safe. */
final class IdentityGraph {
  private final Map<IdentityKey, NavigableSet<IdentityKey>> neighbours = new HashMap<>();

  static IdentityGraph of(Collection<Link> links) {
    IdentityGraph graph = new IdentityGraph();
    links.forEach(graph::connect);
    return graph;
  }

  void connect(Link link) {
    neighbours.computeIfAbsent(link.low(), k -> new TreeSet<>()).add(link.high());
    neighbours.computeIfAbsent(link.high(), k -> new TreeSet<>()).add(link.low());
  }

  void disconnect(Link link) {
    neighbours(link.low()).remove(link.high());
    neighbours(link.high()).remove(link.low());
  }

  /** Takes all links of an identity away, at this end. */
  void isolate(IdentityKey key) {
    neighbours.remove(key);
  }

  NavigableSet<IdentityKey> neighbours(IdentityKey key) {
    return neighbours.getOrDefault(key, Collections.emptyNavigableSet());
  }

  /** The links among these identities. */
  NavigableSet<Link> links(Collection<IdentityKey> members) {
    NavigableSet<Link> links = new TreeSet<>();
    for (IdentityKey low : members) {
      neighbours(low).tailSet(low, false).forEach(high -> links.add(new Link(low, high)));
    }
    return links;
  }

  /** An identity and all that it is connected to. */
  NavigableSet<IdentityKey> component(IdentityKey member) {
    NavigableSet<IdentityKey> component = new TreeSet<>();
    Deque<IdentityKey> next = new ArrayDeque<>(List.of(member));
    while (!next.isEmpty()) {
      IdentityKey key = next.pop();
      if (component.add(key)) {
        next.addAll(neighbours(key));
      }
    }
    return component;
  }

  /** The components of these identities, by their least. */
  List<NavigableSet<IdentityKey>> components(Collection<IdentityKey> keys) {
    List<NavigableSet<IdentityKey>> components = new ArrayList<>();
    NavigableSet<IdentityKey> left = new TreeSet<>(keys);
    while (!left.isEmpty()) {
      NavigableSet<IdentityKey> component = component(left.first());
      components.add(component);
      left.removeAll(component);
    }
    return components;
  }
}
