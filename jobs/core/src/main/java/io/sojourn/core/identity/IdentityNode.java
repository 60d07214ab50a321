package io.sojourn.core.identity;

import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.output.Assignment;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One identity while an input is handled: what it knows of itself and of its cluster, read at first
 * use and written once, and what it says to others.
 */
final class IdentityNode {
  /** Who is seen with so many customers within this time is crowded, milliseconds. */
  private static final long CROWDED = 3_600_000L;

  final LinkingRules rules;
  final IdentityKey self;
  final NodeOutbox outbox;
  private final NodeStore store;
  private final long asOf;
  private final NodeState state;
  private boolean changed;

  /** Whether something of the cluster that is stored has become too old. */
  private boolean aged;

  private @Nullable Facts cluster;
  private boolean clusterChanged;

  /** Whether the cluster is {@link Facts#sifted} by the rules in force; a stored one may not be. */
  private boolean sifted;

  private boolean described = true;
  private @Nullable Resolution resolution;

  IdentityNode(
      LinkingRules rules,
      IdentityKey self,
      NodeStore store,
      byte @Nullable [] stored,
      long asOf,
      NodeOutbox outbox) {
    this.rules = rules.at(asOf);
    this.self = self;
    this.store = store;
    this.asOf = asOf;
    this.outbox = outbox;
    if (stored == null) {
      this.state = NodeState.alone(self);
      state.forgottenAt = rules.forgotten().since(self);
    } else {
      this.state = NodeState.decode(stored);
    }
  }

  void commit() {
    if (rules.ages() && (changed || clusterChanged)) {
      watchAge();
    }
    if (changed) {
      store.saveNode(isSpent() ? retired() : state.encode());
    }
    if (clusterChanged) {
      store.saveCluster(cluster().isEmpty() ? null : cluster().encode());
    }
    if (!described) {
      outbox.graph(graph(asOf));
    }
  }

  /** Asks to be called when something becomes too old, unless that is asked for already. */
  private void watchAge() {
    if (state.expiresAt != null && !clusterChanged) {
      return;
    }
    long next = Math.min(cluster().expiresAt(rules), state.sights.expiresAt(rules));
    if (leads() && next < (state.expiresAt == null ? Long.MAX_VALUE : state.expiresAt)) {
      change().expiresAt = next;
      outbox.expireAt(next);
    }
  }

  /** Whether it is alone and remembers nothing, as one that was never seen with others. */
  private boolean isSpent() {
    return rules.ages()
        && leads()
        && cluster().links().isEmpty()
        && cluster().contacts().isEmpty()
        && state.isBlank()
        && state.person.equals(PersonId.birth(self));
  }

  /** What is stored of it when it is spent. */
  private byte @Nullable [] retired() {
    if (state.assigned) {
      outbox.unassigned(self, asOf);
      outbox.graph(GraphSnapshot.none(asOf, self));
    }
    become(Facts.NONE);
    described = true;
    return null;
  }

  /** Whether it was forgotten, and has not begun anew since. */
  boolean isForgotten() {
    return rules.forgotten().since(self) > state.forgottenAt;
  }

  /**
   * Begins anew, alone. What a person still holds of it is taken away and awaited by nobody, and so
   * is what is on its way.
   */
  void beginAnew() {
    if (state.held && !state.person.equals(PersonId.birth(self))) {
      outbox.moveOut(self, state.person, outbox.newToken(), asOf);
    }
    if (state.assigned) {
      outbox.unassigned(self, asOf);
    }
    become(Facts.NONE);
    change().beginAnew(self, rules.forgotten().since(self));
    describe();
  }

  /** Drops what it knows of others who are forgotten, and of its sights with them. */
  void forgetOthers() {
    changed |= state.sights.forget(rules.forgotten());
    if (!leads()) {
      become(cluster().sifted(rules));
    }
  }

  /** What it leads is to be told to people, for it is another than before. */
  void describe() {
    described = false;
  }

  /** What it leads. */
  GraphSnapshot graph(long at) {
    return leads()
        ? GraphDescriber.describe(at, self, state.identity, cluster(), persons())
        : GraphSnapshot.none(at, self);
  }

  /** What is stored of it, to be changed. */
  NodeState change() {
    changed = true;
    return state;
  }

  /** What is stored of it, to be read. */
  NodeState state() {
    return state;
  }

  /** Asks for a timer, unless one stands. */
  void wakeAt(long time) {
    if (state.wakeAt == null) {
      change().wakeAt = time;
      outbox.wakeAt(time);
    }
  }

  IdentityKey home() {
    return state.home;
  }

  boolean leads() {
    return state.home.equals(self);
  }

  void follow(IdentityKey leader) {
    change().home = leader;
    describeIfLeading();
  }

  private void describeIfLeading() {
    if (leads()) {
      describe();
    }
  }

  /**
   * Follows another leader, and hands over what it leads.
   *
   * @param claimed whether that leader has claimed this key
   */
  void stepDown(IdentityKey leader, boolean claimed) {
    describe();
    Facts led = cluster();
    Contacts own = contacts();
    if (!led.links().isEmpty()) {
      send(leader, new Absorb(self, led, claimed));
    }
    become(Facts.known(self, own));
    follow(leader);
  }

  /** The person may from now on hold something of this identity. */
  void hold() {
    if (!state.held) {
      change().held = true;
    }
  }

  /** Returns whether the person is another one than before. */
  boolean belong(PersonId person, Identity identity) {
    PersonId previous = state.person;
    boolean moved = !person.equals(previous);
    if (!moved && state.assigned) {
      return false;
    }
    outbox.assignment(
        new Assignment(asOf, self, identity, person, state.assigned ? previous : null));
    change().assigned = true;
    state.identity = identity;
    state.person = person;
    if (moved && state.held) {
      long token = outbox.newToken();
      state.pending.add(token);
      state.held = false;
      outbox.moveOut(self, previous, token, asOf);
    }
    return moved;
  }

  /** Of links that do not live, the next sight is to be reported at once. */
  void lose(Collection<Link> links) {
    changed |= state.sights.lose(links);
  }

  void send(IdentityKey target, Body body) {
    outbox.control(new ControlMessage(target, 0, asOf, body, rules.forgotten().since(target)));
  }

  /** Says what it believes. */
  void believe(IdentityKey told, IdentityKey former) {
    send(told, new Belief(self, state.home, former, state.person, contacts()));
  }

  void refused(Link link) {
    outbox.refused(link, asOf);
  }

  /** All that it knows of its links. */
  Contacts contacts() {
    return cluster().contacts(self, rules);
  }

  /** Whether what was told of its cluster was decided by something that is too old by now. */
  boolean aged() {
    return aged;
  }

  /** What it knows as a leader; a follower knows its contacts only. */
  Facts cluster() {
    Facts known = cluster;
    if (known == null) {
      byte[] stored = store.loadCluster();
      known = stored == null ? Facts.NONE : Facts.decode(stored);
      cluster = known;
      aged = rules.ages() && known.expiresAt(rules) <= rules.now();
    }
    return known;
  }

  /**
   * @param news sifted
   */
  void become(Facts news) {
    boolean nobody = rules.forgotten().since(self) != Long.MIN_VALUE && news.links().isEmpty();
    // whoever still knows its text says it to one that was forgotten, too
    Facts facts = nobody ? new Facts(new TreeMap<>(), news.links(), news.contacts()) : news;
    if (!facts.equals(cluster)) {
      cluster = facts;
      sifted = true;
      clusterChanged = true;
      describeIfLeading();
      resolution = null;
      // one that is used by many follows one of them
      if (!leads() && facts.contacts().getOrDefault(self, Contacts.NONE).isCrowded(CROWDED)) {
        outbox.crowded(self);
      }
    }
  }

  /** The persons of its cluster. */
  Resolution persons() {
    Resolution known = resolution;
    if (known == null) {
      Facts facts = cluster();
      known =
          sifted ? GraphResolver.resolveSifted(facts, rules) : GraphResolver.resolve(facts, rules);
      resolution = known;
    }
    return known;
  }
}
