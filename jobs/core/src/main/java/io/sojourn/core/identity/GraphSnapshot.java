package io.sojourn.core.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A cluster as its leader knows it, for people: who is in it, which links were seen, and which of
 * them do not live, and why.
 *
 * @param at when it became so, epoch milliseconds of the log
 * @param leader the key of the leader
 * @param members the identities, in key order; none if the key leads nothing any more
 * @param edges the links, in key order; an end that is not a member is one that was left
 */
public record GraphSnapshot(long at, IdentityKey leader, List<Member> members, List<Edge> edges) {

  /** An identity and its person. */
  public record Member(LinkedIdentity identity, PersonId person) {}

  /**
   * A link, or one that was.
   *
   * @param lastSeen when its ends were last seen together, epoch milliseconds; null if that is no
   *     longer known
   * @param decided when an operator decided its status, epoch milliseconds; null if none did
   */
  public record Edge(Link link, Status status, @Nullable Long lastSeen, @Nullable Long decided) {}

  /** What became of a link, and the rule that says so. */
  public enum Status {
    ALIVE("its ends are one person"),
    PINNED("an operator says that its ends are one person"),
    SUPERSEDED("an end was later seen with another identity of the same unique namespace"),
    CONFLICTING("it would join two identities of a unique namespace in one person"),
    EVICTED("an end had to leave a person of more than 50 identities"),
    UNLINKED("an operator cut it, and its ends were not seen together since"),
    BARRED("an operator cut it for good");

    private final String rule;

    Status(String rule) {
      this.rule = rule;
    }

    /** For people. */
    public String rule() {
      return rule;
    }
  }

  public GraphSnapshot {
    members = List.copyOf(members);
    edges = List.copyOf(edges);
  }

  /** Nothing is led by this key. */
  static GraphSnapshot none(long at, IdentityKey leader) {
    return new GraphSnapshot(at, leader, List.of(), List.of());
  }

  /**
   * @param facts what the leader knows
   * @param own the text of the leader, for one that is alone; null if it never had a person
   */
  static GraphSnapshot of(
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
    NavigableMap<Link, Edge> edges = new TreeMap<>();
    facts
        .links()
        .forEach(
            (link, time) -> edges.put(link, edge(link, alive(link, facts, persons), time, facts)));
    facts
        .contacts()
        .forEach(
            (key, contacts) -> {
              contacts.latest().values().stream()
                  .flatMap(List::stream)
                  .forEach(
                      contact -> {
                        Link link = Link.between(key, contact.other());
                        edges.putIfAbsent(
                            link, edge(link, Status.SUPERSEDED, contact.time(), facts));
                      });
              contacts
                  .rulings()
                  .forEach(
                      (other, ruling) -> {
                        Link link = Link.between(key, other);
                        if (ruling.kind() != Ruling.Kind.FREE) {
                          edges.putIfAbsent(link, edge(link, Status.UNLINKED, null, facts));
                        }
                      });
            });
    return new GraphSnapshot(at, leader, members, List.copyOf(edges.values()));
  }

  private static Status alive(Link link, Facts facts, Resolution persons) {
    Removal removal = persons.removed().get(link);
    if (removal == null) {
      return facts.ruling(link).pins() ? Status.PINNED : Status.ALIVE;
    }
    return switch (removal) {
      case UNLINKED -> Status.UNLINKED;
      case SUPERSEDED -> Status.SUPERSEDED;
      case CONFLICTING -> Status.CONFLICTING;
      case EVICTED -> Status.EVICTED;
    };
  }

  private static Edge edge(Link link, Status status, @Nullable Long lastSeen, Facts facts) {
    Ruling ruling = facts.ruling(link);
    boolean cut = ruling.cuts(lastSeen == null ? Long.MIN_VALUE : lastSeen);
    Status known = status;
    if (cut) {
      known = ruling.kind() == Ruling.Kind.BARRED ? Status.BARRED : Status.UNLINKED;
    }
    boolean decided = cut || ruling.pins();
    return new Edge(link, known, lastSeen, decided ? ruling.time() : null);
  }

  /** Graphs are personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "GraphSnapshot[" + members.size() + " identities]";
  }
}
