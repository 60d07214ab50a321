package io.sojourn.core.identity;

import java.util.List;
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

  /** Graphs are personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "GraphSnapshot[" + members.size() + " identities]";
  }
}
