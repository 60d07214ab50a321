package io.sojourn.core.identity;

import io.sojourn.core.identity.Contacts.Contact;
import io.sojourn.core.identity.GraphSnapshot.Edge;
import io.sojourn.core.identity.GraphSnapshot.Member;
import io.sojourn.core.identity.GraphSnapshot.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes what a leader knows of its cluster, the links that do not live among it. */
final class GraphDescriber {
  private final Facts facts;
  private final Resolution persons;
  private final NavigableMap<Link, Edge> edges = new TreeMap<>();

  private GraphDescriber(Facts facts, Resolution persons) {
    this.facts = facts;
    this.persons = persons;
  }

  /**
   * The cluster of a leader.
   *
   * @param own the text of the leader, for one that is alone; null if it never had a person
   */
  static GraphSnapshot describe(
      long at, IdentityKey leader, @Nullable Identity own, Facts facts, Resolution persons) {
    List<Member> members = new ArrayList<>();
    facts
        .nodes()
        .forEach(
            (key, identity) ->
                members.add(new Member(new LinkedIdentity(key, identity), persons.person(key))));
    if (members.isEmpty() && own != null) {
      members.add(new Member(new LinkedIdentity(leader, own), PersonId.birth(leader)));
    }
    return new GraphSnapshot(at, leader, members, new GraphDescriber(facts, persons).edges());
  }

  private List<Edge> edges() {
    facts.links().forEach((link, time) -> add(link, status(link), time));
    facts
        .contacts()
        .forEach(
            (key, contacts) -> {
              for (List<Contact> known : contacts.latest().values()) {
                for (Contact contact : known) {
                  add(Link.between(key, contact.other()), Status.SUPERSEDED, contact.time());
                }
              }
              // of these it is no longer known when they were seen
              for (IdentityKey other : contacts.rulings().keySet()) {
                if (contacts.ruling(other).cuts(Long.MIN_VALUE)) {
                  add(Link.between(key, other), Status.UNLINKED, null);
                }
              }
            });
    return List.copyOf(edges.values());
  }

  /** What became of a link that is not superseded. */
  private Status status(Link link) {
    Removal removal = persons.removed().get(link);
    if (removal == null) {
      return facts.ruling(link).pins() ? Status.PINNED : Status.ALIVE;
    }
    return switch (removal) {
      case SUPERSEDED -> Status.SUPERSEDED;
      case CONFLICTING -> Status.CONFLICTING;
      case EVICTED -> Status.EVICTED;
    };
  }

  private void add(Link link, Status status, @Nullable Long lastSeen) {
    Ruling ruling = facts.ruling(link);
    boolean cut = ruling.cuts(lastSeen == null ? Long.MIN_VALUE : lastSeen);
    Status known = status;
    if (cut) {
      known = ruling.kind() == Ruling.Kind.BARRED ? Status.BARRED : Status.UNLINKED;
    }
    Long decided = cut || ruling.pins() ? ruling.time() : null;
    edges.putIfAbsent(link, new Edge(link, known, lastSeen, decided));
  }
}
