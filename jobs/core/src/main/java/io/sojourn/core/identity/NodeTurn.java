package io.sojourn.core.identity;

import io.sojourn.core.identity.Contacts.Contact;
import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Lost;
import io.sojourn.core.identity.ControlMessage.Recheck;
import io.sojourn.core.identity.ControlMessage.Release;
import io.sojourn.core.identity.ControlMessage.Rule;
import io.sojourn.core.identity.ControlMessage.Show;
import java.util.List;

/**
 * One input handled at one identity key: it routes events, follows or refuses who claims it, and
 * leaves to {@link ClusterLeader} what concerns a cluster that it leads.
 */
final class NodeTurn {
  private final IdentityNode node;
  private final IdentityKey self;
  private final ClusterLeader leader;
  private final SightReporter reporter;

  NodeTurn(IdentityNode node) {
    this.node = node;
    this.self = node.self;
    this.leader = new ClusterLeader(node);
    this.reporter = new SightReporter(node, leader);
    if (node.isForgotten()) {
      // whom it leads goes on without it
      if (node.leads()) {
        leader.recheck();
      }
      node.beginAnew();
    }
  }

  PersonId route() {
    node.hold();
    return node.state().person;
  }

  void sight(List<LinkedIdentity> identities, long time, long now, NodeSettings settings) {
    reporter.sight(identities, time, now, settings);
  }

  /** The timer fires: what is to be said again is said. */
  void wake(long now) {
    NodeState state = node.change();
    state.wakeAt = null;
    Long recheckAt = state.recheckAt;
    if (recheckAt != null && recheckAt <= now) {
      state.recheckAt = null;
      recheck(now);
    } else if (recheckAt != null) {
      node.wakeAt(recheckAt);
    }
    reporter.reportAgain(state.sights.unreported(), now);
  }

  /** Something that it knows may be too old. */
  void expire() {
    NodeState state = node.change();
    state.expiresAt = null;
    state.sights.expire(node.rules);
    leader.learn(Facts.NONE, self);
  }

  /** The rules are others than before: says again what it is sure of, and what it has seen. */
  private void recheck(long now) {
    node.forgetOthers();
    if (node.leads()) {
      leader.recheck();
    }
    reporter.reportAgain(node.state().sights.all(), now);
    Contacts own = node.contacts();
    if (!own.rulings().isEmpty() || !node.rules.forgotten().since().isEmpty()) {
      // one that was kept back by another may live now
      own.living(node.rules).forEach(contact -> reporter.report(contact, now));
    }
  }

  void receive(ControlMessage message) {
    Body body = message.body();
    if (isForgotten(message)) {
      return;
    }
    if (body instanceof Claim claim) {
      handle(claim, message.asOf());
    } else if (body instanceof Release release) {
      handle(release, message.asOf());
    } else if (body instanceof Lost lost) {
      hearAndTell(node.contacts(), lost.contacts(), message.asOf());
      node.lose(lost.links());
      reporter.reassert(message.asOf());
    } else if (body instanceof Recheck) {
      recheck(message.asOf());
      node.change().recheckAt = message.asOf() + NodeLogic.CHANGE_MILLIS;
      node.wakeAt(message.asOf() + NodeLogic.CHANGE_MILLIS);
    } else if (body instanceof Rule rule) {
      handle(rule, message.asOf());
    } else if (!node.leads()) {
      passOn(message);
    } else if (body instanceof LinkReport report) {
      leader.handle(report);
    } else if (body instanceof Absorb absorb) {
      leader.handle(absorb);
    } else if (body instanceof Show show) {
      leader.handle(show);
    } else if (body instanceof Belief belief) {
      leader.handle(belief);
    }
  }

  /** Whether it says who this identity was before it was forgotten. */
  private boolean isForgotten(ControlMessage message) {
    Body body = message.body();
    boolean own =
        body instanceof Claim || (body instanceof Belief belief && belief.node().equals(self));
    return own && message.forgottenAt() < node.rules.forgotten().since(self);
  }

  /**
   * Knows what was decided, and tells its leader. What is pinned, or what it keeps to from now on,
   * is reported like something seen: another attempt or the leader may have told this key already.
   */
  private void handle(Rule rule, long now) {
    LinkedIdentity other = rule.other();
    Contacts before = node.contacts();
    if (before.isFullFor(other.key())) {
      node.outbox.refused(rule.ruling(), now);
      return;
    }
    Contacts decided = before.join(Contacts.ruled(other.key(), rule.ruling()));
    hearAndTell(before, decided, now);
    if (node.state().identity == null) {
      node.change().identity = rule.identity();
    }
    if (rule.ruling().pins()) {
      reporter.report(new Contact(other, rule.ruling().time()), now);
    }
    for (Contact contact : decided.living(node.rules)) {
      if (contact.other().rank() == other.key().rank()) {
        reporter.report(contact, now);
      }
    }
  }

  /**
   * Learns what another key knows of its own contacts. That key may have taken a link for dead
   * which lives by a decision that it did not know: it is reported again.
   *
   * @param before what this key knows of them
   * @return all that is known now
   */
  private Contacts hear(Contacts before, Contacts told, long now) {
    Contacts all = before.join(told);
    if (!all.equals(before)) {
      leader.learn(Facts.known(self, all), self);
    }
    if (!all.rulings().isEmpty()) {
      for (Contact contact : all.living(node.rules)) {
        if (told.with(contact.other()) != null && !told.lives(contact.other(), node.rules)) {
          reporter.report(contact, now);
        }
      }
    }
    return all;
  }

  /** The same; and its leader is told, if something is decided by it. */
  private void hearAndTell(Contacts before, Contacts told, long now) {
    Contacts all = hear(before, told, now);
    if (!node.leads() && !all.agreesWith(before)) {
      node.believe(node.home(), node.home());
    }
  }

  /** To the leader; and who believed this key to be it is told. */
  private void passOn(ControlMessage message) {
    if (message.hops() == ControlMessage.MAX_HOPS) {
      node.outbox.deadLetter(message);
      return;
    }
    if (message.body() instanceof LinkReport report && report.home().equals(self)) {
      redirect(report.reporter());
    } else if (message.body() instanceof Absorb absorb && !absorb.from().equals(self)) {
      redirect(absorb.from());
    } else if (message.body() instanceof Show show) {
      redirect(show.node());
    } else if (message.body() instanceof Belief belief && !belief.node().equals(self)) {
      redirect(belief.node());
      if (belief.home().equals(self)) {
        return;
      }
    }
    node.outbox.control(message.passedOnTo(node.home()));
  }

  /** To who may take this key for a leader: ask where I ask. */
  private void redirect(IdentityKey key) {
    node.send(key, new Release(self, node.home(), Contacts.NONE));
  }

  /**
   * Follows who knows all that this key knows of its contacts: the lesser of two homes, but the new
   * one if it tells of a newer contact. Who led until now is told, unless it stepped down for the
   * new home and knew as much. Otherwise answers, and the claimer thinks again.
   */
  private void handle(Claim claim, long now) {
    Contacts before = node.contacts();
    Contacts all = hear(before, claim.contacts(), now);
    boolean told = !all.agreesWith(before);
    IdentityKey home = node.home();
    boolean elsewhere = !claim.home().equals(home);
    if (!all.agreesWith(claim.contacts())) {
      node.believe(claim.home(), home);
      if (told && elsewhere && !node.leads()) {
        node.believe(home, home);
      }
      return;
    }
    if (elsewhere) {
      if (node.leads()) {
        node.stepDown(claim.home(), true);
      } else if (claim.from().equals(home) && !told) {
        node.follow(claim.home());
      } else if (told || claim.home().compareTo(home) < 0) {
        node.follow(claim.home());
        node.believe(home, home);
      } else {
        node.believe(claim.home(), home);
        return;
      }
    }
    boolean moved = node.belong(claim.person(), claim.identity());
    if (moved || elsewhere) {
      node.believe(node.home(), home);
    }
  }

  private void handle(Release release, long now) {
    hearAndTell(node.contacts(), release.contacts(), now);
    if (node.leads() || !release.by().equals(node.home())) {
      if (node.leads() && release.home().equals(self)) {
        // that key may know a reason against what this one leads, and its members know it too
        leader.recheck();
      } else if (!release.home().equals(node.home()) && !release.home().equals(self)) {
        node.believe(release.home(), node.home());
      }
      return;
    }
    node.follow(release.home());
    // it may be the repetition of an old one
    node.believe(release.by(), self);
    if (!node.leads()) {
      node.believe(node.home(), self);
      return;
    }
    Identity identity = node.state().identity;
    if (identity != null) {
      node.belong(PersonId.birth(self), identity);
    }
    node.contacts().current().forEach(contact -> node.believe(contact.other(), self));
  }

  boolean relay(FragmentPayload payload) {
    if (!node.state().pending.contains(payload.token())) {
      return false;
    }
    NodeState state = node.change();
    state.pending.remove((Long) payload.token());
    node.hold();
    node.outbox.fragmentIn(
        self, state.person, payload.payload(), state.forgottenAt, payload.asOf());
    return true;
  }
}
