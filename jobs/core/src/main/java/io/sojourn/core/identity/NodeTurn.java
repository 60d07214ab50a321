package io.sojourn.core.identity;

import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Unite;
import io.sojourn.core.identity.SightCache.Sight;
import io.sojourn.core.output.Assignment;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
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
    } else {
      send(node.home, report);
    }
  }

  // As a node.

  void receive(ControlMessage message) {
    Body body = message.body();
    if (body instanceof Claim claim) {
      handle(claim);
    } else if (!leads()) {
      passOn(message);
    } else if (body instanceof LinkReport report) {
      handle(report);
    } else if (body instanceof Absorb absorb) {
      handle(absorb);
    } else if (body instanceof Unite unite) {
      handle(unite);
    } else if (body instanceof Belief belief) {
      handle(belief);
    }
  }

  private void passOn(ControlMessage message) {
    if (message.hops() == ControlMessage.MAX_HOPS) {
      outbox.deadLetter(message);
    } else {
      outbox.control(message.passedOnTo(node.home));
    }
  }

  /** Of two leaders that claim one node the lesser wins, and the other is told to unite. */
  private void handle(Claim claim) {
    if (!claim.home().equals(node.home)) {
      if (claim.home().compareTo(node.home) > 0) {
        send(claim.home(), new Unite(self, node.home));
        return;
      }
      if (leads()) {
        stepDown(claim.home());
      } else {
        send(node.home, new Unite(self, claim.home()));
        follow(claim.home());
      }
    }
    belong(claim.person(), claim.identity());
  }

  private void belong(PersonId person, Identity identity) {
    PersonId previous = node.person;
    boolean moved = !person.equals(previous);
    if (!moved && node.assigned) {
      return;
    }
    outbox.assignment(
        new Assignment(asOf, self, identity, person, node.assigned ? previous : null));
    node.assigned = true;
    node.person = person;
    nodeChanged = true;
    if (moved) {
      if (node.held) {
        long token = outbox.newToken();
        node.pending.add(token);
        node.held = false;
        outbox.moveOut(self, previous, token, asOf);
      }
      send(node.home, new Belief(self, person));
    }
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
    NavigableSet<IdentityKey> due = learn(Facts.seenTogether(report.identities(), report.time()));
    if (leads()) {
      boolean astray = !report.home().equals(self) || !isPerson(report.reporter(), report.person());
      if (astray && cluster().contains(report.reporter())) {
        due.add(report.reporter());
      }
      claim(due);
    }
  }

  private void handle(Absorb absorb) {
    NavigableSet<IdentityKey> due = learn(absorb.facts());
    if (leads()) {
      due.addAll(absorb.facts().nodes().keySet());
      due.retainAll(cluster().nodes().keySet());
      claim(due);
    }
  }

  private void handle(Unite unite) {
    boolean ours = unite.witness().equals(self) || cluster().contains(unite.witness());
    if (!ours || unite.other().equals(self)) {
      return;
    }
    if (unite.other().compareTo(self) < 0) {
      stepDown(unite.other());
    } else {
      send(unite.other(), new Unite(unite.witness(), self));
    }
  }

  private void handle(Belief belief) {
    if (cluster().contains(belief.node()) && !isPerson(belief.node(), belief.person())) {
      NavigableSet<IdentityKey> due = new TreeSet<>();
      due.add(belief.node());
      claim(due);
    }
  }

  /** Joins the facts, steps down for a lesser key, and returns whose person is new otherwise. */
  private NavigableSet<IdentityKey> learn(Facts news) {
    Facts before = cluster();
    Facts after = before.join(news, link -> outbox.refused(link, asOf));
    if (after.equals(before)) {
      return new TreeSet<>();
    }
    Resolution persons = persons();
    become(after);
    IdentityKey least = after.nodes().firstKey();
    if (least.compareTo(self) < 0) {
      stepDown(least);
      return new TreeSet<>();
    }
    return persons().changedSince(persons);
  }

  private boolean isPerson(IdentityKey key, PersonId person) {
    return persons().person(key).equals(person);
  }

  private void claim(NavigableSet<IdentityKey> due) {
    for (IdentityKey key : due) {
      PersonId person = persons().person(key);
      Identity identity = cluster().identity(key);
      if (key.equals(self)) {
        belong(person, identity);
      } else {
        send(key, new Claim(self, person, identity));
      }
    }
  }

  private void stepDown(IdentityKey leader) {
    if (!cluster().isEmpty()) {
      send(leader, new Absorb(cluster()));
      become(Facts.NONE);
    }
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
    cluster = facts;
    clusterChanged = true;
    resolution = null;
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
