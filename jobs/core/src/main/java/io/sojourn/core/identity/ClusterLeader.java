package io.sojourn.core.identity;

import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Lost;
import io.sojourn.core.identity.ControlMessage.Release;
import io.sojourn.core.identity.ControlMessage.Show;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an identity does as the leader of a cluster: learns, claims, unites, and lets go. */
final class ClusterLeader {
  private final IdentityNode node;
  private final IdentityKey self;
  private final LinkingRules rules;

  ClusterLeader(IdentityNode node) {
    this.node = node;
    this.self = node.self;
    this.rules = node.rules;
  }

  /** The rules, or the facts of others, may be other ones: everybody is told again who he is. */
  void recheck() {
    node.describe();
    Facts before = node.cluster();
    settle(before, before.sifted(rules), Facts.NONE, self, self);
    if (node.leads()) {
      claim(new TreeSet<>(node.cluster().nodes().keySet()), self);
    }
  }

  void handle(LinkReport report) {
    IdentityKey reporter = report.reporter();
    Facts seen = Facts.seenTogether(report.identities(), report.time());
    NavigableSet<IdentityKey> due = learn(seen, reporter, self);
    boolean follows = report.home().equals(self);
    if (node.leads() && !reporter.equals(self)) {
      if (!node.cluster().contains(reporter)) {
        if (follows) {
          node.send(reporter, new Release(self, reporter, Contacts.NONE));
        }
      } else if (!follows || !node.persons().person(reporter).equals(report.person())) {
        due.add(reporter);
      }
    }
    claim(due, self);
  }

  /**
   * Takes over a cluster. Of one that was claimed, what is no news was shown before, and its
   * members were claimed then.
   */
  void handle(Absorb absorb) {
    Facts before = node.cluster();
    List<Link> refused = new ArrayList<>();
    boolean known = before.join(absorb.facts(), refused::add).sifted(rules).agreesWith(before);
    if (!absorb.claimed() || !before.contains(absorb.from()) || !known || !refused.isEmpty()) {
      takeOver(absorb.facts(), absorb.from());
    }
  }

  private void takeOver(Facts facts, IdentityKey from) {
    NavigableSet<IdentityKey> due = learn(facts, self, from);
    if (node.leads()) {
      due.addAll(facts.nodes().keySet());
      due.retainAll(node.cluster().nodes().keySet());
      claim(due, from);
    }
  }

  void handle(Belief belief) {
    IdentityKey of = belief.node();
    learn(Facts.known(of, belief.contacts()), of);
    boolean mine = of.equals(self);
    if (!node.leads() || (mine && belief.home().equals(self))) {
      return;
    }
    boolean ours = mine || node.cluster().contains(of);
    if (ours && belief.home().equals(self)) {
      if (!node.persons().person(of).equals(belief.person())
          || !node.cluster().contacts(of, rules).agreesWith(belief.contacts())) {
        claim(new TreeSet<>(Set.of(of)), self);
      }
    } else if (ours) {
      unite(belief);
    } else if (belief.home().equals(self)) {
      sendBack(belief);
    } else if (belief.former().equals(belief.home())) {
      node.send(of, new Release(self, belief.home(), belief.contacts()));
    }
  }

  /** Who believes to be led by this key, and is not. */
  private void sendBack(Belief belief) {
    IdentityKey of = belief.node();
    boolean back = belief.former().compareTo(of) < 0 && !belief.former().equals(self);
    node.send(of, new Release(self, back ? belief.former() : of, belief.contacts()));
  }

  /** If the two clusters are one the lesser key leads both, so it is the one to find out. */
  private void unite(Belief belief) {
    IdentityKey other = belief.home();
    IdentityKey of = belief.node();
    if (other.compareTo(self) > 0) {
      Contacts known = node.cluster().contacts(of, rules);
      node.send(other, new Belief(of, self, self, belief.person(), known));
    } else if (node.cluster().links().isEmpty()) {
      node.stepDown(other, false);
      node.believe(other, self);
    } else {
      node.send(other, new Show(of, self, node.cluster()));
    }
  }

  /**
   * Takes over the cluster if it is connected to this one; its leader steps down when it is
   * claimed. Otherwise that one goes on: it is told what shows that they are two, and the node, if
   * it follows this key, is sent back to it.
   */
  void handle(Show show) {
    // what has no room here is still with its leader, and refused when that hands it over
    Facts all = node.cluster().join(show.facts(), link -> {}).sifted(rules);
    NavigableSet<IdentityKey> own = IdentityGraph.of(all.links().keySet()).component(self);
    NavigableMap<IdentityKey, Contacts> contacts = all.allContacts(rules);
    if (own.contains(show.from())) {
      takeOver(all.among(own), show.from());
      return;
    }
    NavigableMap<IdentityKey, Contacts> mine = new TreeMap<>(contacts);
    mine.keySet().retainAll(node.cluster().nodes().keySet());
    learn(new Facts(new TreeMap<>(), new TreeMap<>(), mine), self);
    if (!node.leads()) {
      node.send(node.home(), show);
      return;
    }
    for (IdentityKey key : show.facts().nodes().keySet()) {
      Contacts known = contacts.getOrDefault(key, Contacts.NONE);
      if (own.contains(key)) {
        PersonId person = node.persons().person(key);
        node.send(show.from(), new Belief(key, self, self, person, known));
      } else if (key.equals(show.node())) {
        node.send(key, new Release(self, show.from(), known));
      }
    }
  }

  /** Learns what concerns who told it. */
  void learn(Facts news, IdentityKey knows) {
    claim(learn(news, knows, self), self);
  }

  /**
   * Joins what is news. Whatever is not connected to this key any more is let go; if a lesser key
   * is connected, this one steps down.
   *
   * @param knows who told it, and need not be told, except that a link does not live
   * @param from who led the identities of the news until now
   * @return to whom there is something to say: another person, or a newer contact
   */
  private NavigableSet<IdentityKey> learn(Facts news, IdentityKey knows, IdentityKey from) {
    Facts before = node.cluster();
    Facts all = before.join(news, node::refused).sifted(rules);
    if (!node.leads()) {
      node.become(all);
      return new TreeSet<>();
    }
    if (all.equals(before) && news.links().isEmpty()) {
      return new TreeSet<>();
    }
    return settle(before, all, news, knows, from);
  }

  /** Does what {@link #learn} says, once it is known what there is to know. */
  private NavigableSet<IdentityKey> settle(
      Facts before, Facts all, Facts news, IdentityKey knows, IdentityKey from) {
    Resolution persons = node.persons();
    IdentityGraph graph = IdentityGraph.of(all.links().keySet());
    NavigableSet<IdentityKey> own = graph.component(self);
    node.become(all.among(own));
    NavigableSet<IdentityKey> others = new TreeSet<>(all.nodes().keySet());
    others.removeAll(own);
    Map<IdentityKey, Contacts> contacts = all.allContacts(rules);
    Contacts told = news.contacts().getOrDefault(knows, Contacts.NONE);
    Map<IdentityKey, IdentityKey> leaders = formerLeaders(before, news, from);
    letGo(graph.components(others), all, contacts, leaders, knows, told);
    NavigableSet<Link> dead = new TreeSet<>(before.links().keySet());
    dead.addAll(news.links().keySet());
    dead.removeIf(
        link ->
            node.persons().removed().containsKey(link)
                ? persons.removed().containsKey(link) && !news.links().containsKey(link)
                : all.links().containsKey(link));
    tellLost(dead, own, contacts);
    dead.retainAll(news.links().keySet());
    if (!dead.isEmpty() && !own.contains(knows)) {
      node.send(knows, new Lost(dead, contacts.getOrDefault(knows, Contacts.NONE)));
    }
    if (own.first().compareTo(self) < 0) {
      node.stepDown(own.first(), false);
      return new TreeSet<>();
    }
    NavigableSet<IdentityKey> due = node.persons().changedSince(persons);
    if (node.aged()) {
      // the persons of before are not known any more
      due.addAll(node.cluster().nodes().keySet());
    }
    Map<IdentityKey, Contacts> formerly = before.allContacts(rules);
    for (IdentityKey key : own) {
      Contacts former = formerly.getOrDefault(key, Contacts.NONE);
      Contacts known = contacts.getOrDefault(key, Contacts.NONE);
      if (!key.equals(knows) && contacts.containsKey(key) && !known.agreesWith(former)) {
        due.add(key);
      }
    }
    return due;
  }

  /** Who led an identity until now, as far as it was led. */
  private Map<IdentityKey, IdentityKey> formerLeaders(Facts before, Facts news, IdentityKey from) {
    Map<IdentityKey, IdentityKey> leaders = new HashMap<>();
    before.nodes().keySet().forEach(key -> leaders.put(key, self));
    if (!from.equals(self)) {
      news.nodes().keySet().forEach(key -> leaders.put(key, key.equals(from) ? self : from));
    }
    return leaders;
  }

  /**
   * Hands each cluster that is not connected to this key to its least.
   *
   * @param told what {@code knows} told of its contacts
   */
  private void letGo(
      Collection<NavigableSet<IdentityKey>> clusters,
      Facts all,
      Map<IdentityKey, Contacts> contacts,
      Map<IdentityKey, IdentityKey> leaders,
      IdentityKey knows,
      Contacts told) {
    for (NavigableSet<IdentityKey> cluster : clusters) {
      IdentityKey least = cluster.first();
      boolean linked = cluster.size() > 1;
      for (IdentityKey key : cluster) {
        Contacts known = contacts.getOrDefault(key, Contacts.NONE);
        boolean concerned = leaders.containsKey(key) || !known.isEmpty();
        boolean news = !key.equals(knows) || !known.equals(told);
        if (linked || (concerned && news)) {
          node.send(key, new Release(leaders.getOrDefault(key, self), least, known));
        }
      }
      if (linked) {
        node.send(least, new Absorb(least, all.among(cluster), false));
      }
    }
  }

  /** Tells those ends of links that do not live, as far as they are among these keys. */
  private void tellLost(
      NavigableSet<Link> dead, Set<IdentityKey> keys, Map<IdentityKey, Contacts> contacts) {
    SortedMap<IdentityKey, NavigableSet<Link>> ends = new TreeMap<>();
    for (Link link : dead) {
      ends.computeIfAbsent(link.low(), key -> new TreeSet<>()).add(link);
      ends.computeIfAbsent(link.high(), key -> new TreeSet<>()).add(link);
    }
    ends.keySet().retainAll(keys);
    ends.forEach(
        (key, links) -> {
          if (key.equals(self)) {
            node.lose(links);
          } else {
            node.send(key, new Lost(links, contacts.getOrDefault(key, Contacts.NONE)));
          }
        });
  }

  private void claim(NavigableSet<IdentityKey> due, IdentityKey from) {
    if (due.isEmpty()) {
      return;
    }
    Facts cluster = node.cluster();
    Map<IdentityKey, Contacts> contacts = cluster.allContacts(rules);
    for (IdentityKey key : due) {
      PersonId person = node.persons().person(key);
      Identity identity = cluster.identity(key);
      if (key.equals(self)) {
        node.belong(person, identity);
      } else {
        Contacts known = contacts.getOrDefault(key, Contacts.NONE);
        node.send(key, new Claim(self, from, person, identity, known));
      }
    }
  }
}
