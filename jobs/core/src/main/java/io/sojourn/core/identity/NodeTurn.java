package io.sojourn.core.identity;

import io.sojourn.core.identity.Contacts.Contact;
import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Lost;
import io.sojourn.core.identity.ControlMessage.Release;
import io.sojourn.core.identity.SightCache.Sight;
import io.sojourn.core.output.Assignment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One input handled at one identity key: reads what it needs, writes back what has changed. */
final class NodeTurn {
  private final LinkingRules rules;
  private final IdentityKey self;
  private final NodeStore store;
  private final long asOf;
  private final NodeOutbox outbox;
  private final NodeState node;
  private boolean nodeChanged;
  private @Nullable Facts cluster;
  private boolean clusterChanged;
  private @Nullable Resolution resolution;

  NodeTurn(
      LinkingRules rules,
      IdentityKey self,
      NodeStore store,
      byte @Nullable [] stored,
      long asOf,
      NodeOutbox outbox) {
    this.rules = rules;
    this.self = self;
    this.store = store;
    this.asOf = asOf;
    this.outbox = outbox;
    this.node = stored == null ? NodeState.alone(self) : NodeState.decode(stored);
  }

  void commit() {
    if (nodeChanged) {
      store.saveNode(node.encode());
    }
    if (clusterChanged) {
      store.saveCluster(cluster().isEmpty() ? null : cluster().encode());
    }
  }

  // As the router of events.

  PersonId route() {
    hold();
    return node.person;
  }

  void sight(List<LinkedIdentity> identities, long time, long now, NodeSettings settings) {
    List<LinkedIdentity> set =
        identities.stream().sorted(Comparator.comparing(LinkedIdentity::key)).toList();
    Sight known = node.sights.find(set);
    if (known == null || now - known.lastSent() >= settings.refresh()) {
      Sight first = new Sight(set, time, time, now);
      Sight evicted = node.sights.put(known == null ? first : known.seenAt(time).sentAt(now));
      nodeChanged = true;
      if (evicted != null && evicted.unreported()) {
        report(evicted);
      }
      report(known == null ? first : known.seenAt(time));
    } else if (time > known.lastSeen() && time - known.lastSeen() >= settings.granularity()) {
      node.sights.put(known.seenAt(time));
      nodeChanged = true;
      if (node.wakeAt == null) {
        node.wakeAt = known.lastSent() + settings.refresh();
        outbox.wakeAt(node.wakeAt);
      }
    }
  }

  void flushSights(long now) {
    node.wakeAt = null;
    nodeChanged = true;
    for (Sight sight : node.sights.unreported()) {
      node.sights.put(sight.sentAt(now));
      report(sight);
    }
  }

  private void report(Sight sight) {
    LinkReport report =
        new LinkReport(sight.identities(), sight.lastSeen(), self, node.home, node.person);
    if (leads()) {
      handle(report);
      return;
    }
    List<Contact> own = new ArrayList<>();
    for (LinkedIdentity other : sight.identities()) {
      if (rules.unique(other.key()) && !other.key().equals(self)) {
        own.add(new Contact(other.key(), sight.lastSeen()));
      }
    }
    become(cluster().join(Facts.known(self, Contacts.of(own)), link -> {}));
    send(node.home, report);
  }

  // As a node.

  void receive(ControlMessage message) {
    Body body = message.body();
    if (body instanceof Claim claim) {
      handle(claim);
    } else if (body instanceof Release release) {
      handle(release);
    } else if (body instanceof Lost lost) {
      lose(lost.links());
    } else if (!leads()) {
      passOn(message);
    } else if (body instanceof LinkReport report) {
      handle(report);
    } else if (body instanceof Absorb absorb) {
      handle(absorb);
    } else if (body instanceof Belief belief) {
      handle(belief);
    }
  }

  /** To the leader; and who believed this key to be it is told. */
  private void passOn(ControlMessage message) {
    if (message.hops() == ControlMessage.MAX_HOPS) {
      outbox.deadLetter(message);
      return;
    }
    if (message.body() instanceof LinkReport report && report.home().equals(self)) {
      redirect(report.reporter());
    } else if (message.body() instanceof Absorb absorb && !absorb.from().equals(self)) {
      redirect(absorb.from());
    } else if (message.body() instanceof Belief belief && !belief.node().equals(self)) {
      redirect(belief.node());
      if (belief.home().equals(self)) {
        return;
      }
    }
    outbox.control(message.passedOnTo(node.home));
  }

  /** To who may take this key for a leader: ask where I ask. */
  private void redirect(IdentityKey key) {
    send(key, new Release(self, node.home, Contacts.NONE));
  }

  /**
   * Follows who knows all that this key knows of its contacts: the lesser of two homes, but the new
   * one if it tells of a newer contact. Otherwise answers, and the claimer thinks again.
   */
  private void handle(Claim claim) {
    Contacts before = contacts();
    Contacts all = before.join(claim.contacts());
    boolean told = !all.equals(before);
    if (told) {
      claim(learn(Facts.known(self, all), self), self);
    }
    if (!all.equals(claim.contacts())) {
      believe(claim.home(), node.home);
      return;
    }
    IdentityKey home = node.home;
    if (!claim.home().equals(home)) {
      if (leads()) {
        stepDown(claim.home());
      } else if (claim.from().equals(home)) {
        follow(claim.home());
      } else if (told || claim.home().compareTo(home) < 0) {
        follow(claim.home());
        believe(home, home);
      } else {
        believe(claim.home(), home);
        return;
      }
    }
    boolean moved = belong(claim.person(), claim.identity());
    if (moved || !claim.home().equals(home)) {
      believe(node.home, home);
    }
  }

  private void handle(Release release) {
    Contacts before = contacts();
    Contacts all = before.join(release.contacts());
    if (!all.equals(before)) {
      claim(learn(Facts.known(self, all), self), self);
      if (!leads()) {
        believe(node.home, node.home);
      }
    }
    if (!release.by().equals(node.home) || leads()) {
      if (!release.home().equals(node.home) && !release.home().equals(self)) {
        believe(release.home(), node.home);
      }
      return;
    }
    follow(release.home());
    // it may be the repetition of an old one
    believe(release.by(), self);
    if (leads()) {
      if (node.identity != null) {
        belong(PersonId.birth(self), node.identity);
      }
      contacts().newest().values().forEach(contact -> believe(contact.other(), self));
    } else {
      believe(node.home, self);
    }
  }

  private void believe(IdentityKey told, IdentityKey former) {
    send(told, new Belief(self, node.home, former, node.person, contacts()));
  }

  private void lose(Collection<Link> links) {
    nodeChanged |= node.sights.lose(links);
  }

  /** Returns whether the person is another one than before. */
  private boolean belong(PersonId person, Identity identity) {
    PersonId previous = node.person;
    boolean moved = !person.equals(previous);
    if (!moved && node.assigned) {
      return false;
    }
    outbox.assignment(
        new Assignment(asOf, self, identity, person, node.assigned ? previous : null));
    node.assigned = true;
    node.identity = identity;
    node.person = person;
    nodeChanged = true;
    if (moved && node.held) {
      long token = outbox.newToken();
      node.pending.add(token);
      node.held = false;
      outbox.moveOut(self, previous, token, asOf);
    }
    return moved;
  }

  boolean relay(FragmentPayload payload) {
    if (!node.pending.remove((Long) payload.token())) {
      return false;
    }
    nodeChanged = true;
    hold();
    outbox.fragmentIn(
        self, node.person, payload.payload(), !node.pending.isEmpty(), payload.asOf());
    return true;
  }

  private void hold() {
    if (!node.held) {
      node.held = true;
      nodeChanged = true;
    }
  }

  // As the leader of a cluster.

  private void handle(LinkReport report) {
    IdentityKey reporter = report.reporter();
    Facts seen = Facts.seenTogether(report.identities(), report.time());
    NavigableSet<IdentityKey> due = learn(seen, reporter);
    boolean follows = report.home().equals(self);
    if (leads() && !reporter.equals(self)) {
      if (!cluster().contains(reporter)) {
        if (follows) {
          send(reporter, new Release(self, reporter, Contacts.NONE));
        }
      } else if (!follows || !persons().person(reporter).equals(report.person())) {
        due.add(reporter);
      }
    }
    claim(due, self);
  }

  private void handle(Absorb absorb) {
    NavigableSet<IdentityKey> due = learn(absorb.facts(), self, absorb.from());
    if (leads()) {
      due.addAll(absorb.facts().nodes().keySet());
      due.retainAll(cluster().nodes().keySet());
      claim(due, absorb.from());
    }
  }

  private void handle(Belief belief) {
    IdentityKey of = belief.node();
    claim(learn(Facts.known(of, belief.contacts()), of), self);
    boolean mine = of.equals(self);
    if (!leads() || (mine && belief.home().equals(self))) {
      return;
    }
    boolean ours = mine || cluster().contains(of);
    if (belief.home().equals(self)) {
      if (!ours && rules.unique().isEmpty()) {
        // links never die: after a crash, what this key claimed before it will claim again
        return;
      }
      if (!ours) {
        boolean back = belief.former().compareTo(of) < 0 && !belief.former().equals(self);
        send(of, new Release(self, back ? belief.former() : of, belief.contacts()));
      } else if (!persons().person(of).equals(belief.person())
          || !cluster().contacts(of, rules).equals(belief.contacts())) {
        claim(new TreeSet<>(Set.of(of)), self);
      }
    } else if (ours) {
      unite(belief);
    } else if (belief.former().equals(belief.home())) {
      send(of, new Release(self, belief.home(), belief.contacts()));
    }
  }

  /** The lesser leads both. */
  private void unite(Belief belief) {
    IdentityKey other = belief.home();
    if (other.compareTo(self) < 0) {
      boolean alone = cluster().links().isEmpty();
      stepDown(other);
      if (alone) {
        believe(other, self);
      }
    } else {
      IdentityKey of = belief.node();
      Contacts known = cluster().contacts(of, rules);
      send(other, new Belief(of, self, self, belief.person(), known));
    }
  }

  private NavigableSet<IdentityKey> learn(Facts news, IdentityKey knows) {
    return learn(news, knows, self);
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
    Facts before = cluster();
    Facts all = before.join(news, link -> outbox.refused(link, asOf)).sifted(rules);
    if (!leads()) {
      become(all);
      return new TreeSet<>();
    }
    Resolution persons = persons();
    IdentityGraph graph = IdentityGraph.of(all.links().keySet());
    NavigableSet<IdentityKey> own = graph.component(self);
    IdentityKey least = own.first();
    become(all.among(own));
    NavigableSet<IdentityKey> others = new TreeSet<>(all.nodes().keySet());
    others.removeAll(own);
    Map<IdentityKey, IdentityKey> leaders = new HashMap<>();
    before.nodes().keySet().forEach(key -> leaders.put(key, self));
    if (!from.equals(self)) {
      news.nodes().keySet().forEach(key -> leaders.put(key, key.equals(from) ? self : from));
    }
    for (NavigableSet<IdentityKey> other : graph.components(others)) {
      letGo(other, all, leaders, knows);
    }
    NavigableSet<Link> dead = new TreeSet<>(before.links().keySet());
    dead.addAll(news.links().keySet());
    dead.removeIf(
        link ->
            persons().removed().containsKey(link)
                ? persons.removed().containsKey(link) && !news.links().containsKey(link)
                : all.links().containsKey(link));
    tellLost(dead, own);
    dead.retainAll(news.links().keySet());
    if (!dead.isEmpty() && !own.contains(knows)) {
      tellLost(knows, dead);
    }
    if (least.compareTo(self) < 0) {
      stepDown(least);
      return new TreeSet<>();
    }
    NavigableSet<IdentityKey> due = persons().changedSince(persons);
    for (IdentityKey key : cluster().nodes().keySet()) {
      if (!key.equals(knows)
          && !cluster().contacts(key, rules).equals(before.contacts(key, rules))) {
        due.add(key);
      }
    }
    return due;
  }

  /**
   * Hands a cluster that is not connected to this key to its least.
   *
   * @param leaders who led an identity until now, as far as it was led
   */
  private void letGo(
      NavigableSet<IdentityKey> other,
      Facts all,
      Map<IdentityKey, IdentityKey> leaders,
      IdentityKey knows) {
    IdentityKey least = other.first();
    for (IdentityKey key : other) {
      Contacts known = all.contacts(key, rules);
      boolean concerned = leaders.containsKey(key) || !known.isEmpty();
      if (other.size() > 1 || (concerned && !key.equals(knows))) {
        send(key, new Release(leaders.getOrDefault(key, self), least, known));
      }
    }
    if (other.size() > 1) {
      send(least, new Absorb(least, all.among(other)));
    }
  }

  /** Tells those ends of links that do not live, as far as they are among these keys. */
  private void tellLost(NavigableSet<Link> dead, Set<IdentityKey> keys) {
    SortedMap<IdentityKey, NavigableSet<Link>> ends = new TreeMap<>();
    for (Link link : dead) {
      ends.computeIfAbsent(link.low(), key -> new TreeSet<>()).add(link);
      ends.computeIfAbsent(link.high(), key -> new TreeSet<>()).add(link);
    }
    ends.keySet().retainAll(keys);
    ends.forEach(this::tellLost);
  }

  private void tellLost(IdentityKey key, NavigableSet<Link> links) {
    if (key.equals(self)) {
      lose(links);
    } else {
      send(key, new Lost(links));
    }
  }

  private void claim(NavigableSet<IdentityKey> due, IdentityKey from) {
    for (IdentityKey key : due) {
      PersonId person = persons().person(key);
      Identity identity = cluster().identity(key);
      if (key.equals(self)) {
        belong(person, identity);
      } else {
        send(key, new Claim(self, from, person, identity, cluster().contacts(key, rules)));
      }
    }
  }

  private void stepDown(IdentityKey leader) {
    Facts led = cluster();
    Contacts own = contacts();
    if (!led.links().isEmpty()) {
      send(leader, new Absorb(self, led));
    }
    become(Facts.known(self, own));
    follow(leader);
  }

  private void follow(IdentityKey leader) {
    node.home = leader;
    nodeChanged = true;
  }

  private boolean leads() {
    return node.home.equals(self);
  }

  private void send(IdentityKey target, Body body) {
    outbox.control(new ControlMessage(target, 0, asOf, body));
  }

  private Contacts contacts() {
    return cluster().contacts(self, rules);
  }

  private Facts cluster() {
    Facts known = cluster;
    if (known == null) {
      byte[] stored = store.loadCluster();
      known = stored == null ? Facts.NONE : Facts.decode(stored);
      cluster = known;
    }
    return known;
  }

  private void become(Facts facts) {
    if (!facts.equals(cluster)) {
      cluster = facts;
      clusterChanged = true;
      resolution = null;
    }
  }

  private Resolution persons() {
    Resolution known = resolution;
    if (known == null) {
      known = GraphResolver.resolve(cluster(), rules);
      resolution = known;
    }
    return known;
  }
}
