package io.sojourn.core.identity;

import io.sojourn.core.identity.Contacts.Contact;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.NodeOutbox.Sighting;
import io.sojourn.core.identity.SightCache.Sight;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Tells the leader of an identity which others it was seen with, and not with every event. */
final class SightReporter {
  private final IdentityNode node;
  private final IdentityKey self;
  private final ClusterLeader leader;

  SightReporter(IdentityNode node, ClusterLeader leader) {
    this.node = node;
    this.self = node.self;
    this.leader = leader;
  }

  /**
   * The identities of an event, this one among them.
   *
   * @param time when it happened, epoch milliseconds
   */
  void sight(List<LinkedIdentity> identities, long time, long now, NodeSettings settings) {
    Forgotten forgotten = node.rules.forgotten();
    List<LinkedIdentity> set =
        identities.stream()
            .filter(identity -> !forgotten.covers(identity.key(), now))
            .sorted(Comparator.comparing(LinkedIdentity::key))
            .toList();
    if (set.size() < 2) {
      return;
    }
    Sight known = node.state().sights.find(set);
    if (known == null) {
      node.outbox.sighted(Sighting.NEW);
      tell(new Sight(set, time, time, now), now);
    } else if (now - known.lastSent() >= settings.refresh()) {
      node.outbox.sighted(Sighting.TOLD_AGAIN);
      tell(known.seenAt(time), now);
    } else {
      node.outbox.sighted(Sighting.KNOWN);
      note(known, time, settings);
    }
  }

  /** To be told later, unless it is seen again before. */
  private void note(Sight known, long time, NodeSettings settings) {
    if (time > known.lastSeen() && time - known.lastSeen() >= settings.granularity()) {
      node.change().sights.put(known.seenAt(time));
      node.wakeAt(known.lastSent() + settings.refresh());
    }
  }

  /** Reports what was lost and has been seen again since it was last reported. */
  void reassert(long now) {
    List<Sight> unreported = node.state().sights.unreported();
    reportAgain(unreported.stream().filter(sight -> sight.lastSent() == Sight.LOST).toList(), now);
  }

  /** Reports sights whether or not they were reported before. */
  void reportAgain(Collection<Sight> sights, long now) {
    List.copyOf(sights).forEach(sight -> tell(sight, now));
  }

  private void tell(Sight sight, long now) {
    Sight evicted = node.change().sights.put(sight.sentAt(now));
    if (evicted != null && evicted.unreported()) {
      report(evicted);
    }
    report(sight);
  }

  private void report(Sight sight) {
    LinkReport report =
        new LinkReport(
            sight.identities(), sight.lastSeen(), self, node.home(), node.state().person);
    if (node.leads()) {
      leader.handle(report);
    } else {
      noteContacts(sight);
      node.send(node.home(), report);
    }
  }

  private void noteContacts(Sight sight) {
    List<Contact> own = new ArrayList<>();
    for (LinkedIdentity other : sight.identities()) {
      if (node.rules.unique(other.key()) && !other.key().equals(self)) {
        own.add(new Contact(other, sight.lastSeen()));
      }
    }
    if (!own.isEmpty()) {
      leader.learn(Facts.known(self, Contacts.of(own)), self);
    }
  }

  /** Reports a link that it knows of, as if its ends had been seen together again at that time. */
  void report(Contact contact, long now) {
    Identity own = node.state().identity;
    Identity other = contact.identity();
    if (own != null && other != null) {
      List<LinkedIdentity> ends =
          List.of(new LinkedIdentity(self, own), new LinkedIdentity(contact.other(), other));
      report(new Sight(ends, contact.time(), contact.time(), now));
    }
  }
}
