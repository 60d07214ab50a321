package io.sojourn.flink.convert;

import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.GraphSnapshot.Edge;
import io.sojourn.core.identity.GraphSnapshot.Member;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.schema.GraphLink;
import io.sojourn.schema.GraphMember;
import io.sojourn.schema.IdentityGraph;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Topic;
import io.sojourn.schema.WireException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;

/** Identity graphs as records, keyed by their leader. Not thread-safe. */
public final class GraphCodec {
  private final SingleObject codec = new SingleObject();
  private final String sandbox;

  public GraphCodec(String sandbox) {
    this.sandbox = sandbox;
  }

  /** The record of a graph; of one that is no more a record without a value. */
  public OutputRecord encode(GraphSnapshot graph) {
    boolean none = graph.members().isEmpty() && graph.edges().isEmpty();
    return new OutputRecord(
        Topic.IDENTITY_GRAPHS,
        Keys.identity(graph.leader()),
        none ? null : codec.encode(toWire(graph)),
        graph.at());
  }

  private IdentityGraph toWire(GraphSnapshot graph) {
    return new IdentityGraph(
        sandbox,
        Instant.ofEpochMilli(graph.at()),
        bytes(graph.leader()),
        graph.members().stream().map(GraphCodec::toWire).toList(),
        graph.edges().stream().map(GraphCodec::toWire).toList());
  }

  private static GraphMember toWire(Member member) {
    return new GraphMember(
        bytes(member.identity().key()),
        Wire.toWire(member.identity().identity()),
        member.person().text());
  }

  @SuppressWarnings("NullAway") // The generated constructor takes null for an optional field.
  private static GraphLink toWire(Edge edge) {
    return new GraphLink(
        bytes(edge.link().low()),
        bytes(edge.link().high()),
        edge.status().name().toLowerCase(Locale.ROOT),
        edge.lastSeen(),
        edge.decided());
  }

  /**
   * The graph that the value of a record holds.
   *
   * @throws WireException if it holds none, or one of a later release that this one cannot name
   */
  public GraphSnapshot decode(byte[] value) {
    IdentityGraph graph = codec.decode(value, IdentityGraph.class);
    try {
      return new GraphSnapshot(
          graph.getAt().toEpochMilli(),
          Wire.key(graph.getLeader()),
          graph.getMembers().stream().map(GraphCodec::fromWire).toList(),
          graph.getLinks().stream().map(GraphCodec::fromWire).toList());
    } catch (IllegalArgumentException e) {
      throw new WireException("a person id or status that is none of ours");
    }
  }

  private static Member fromWire(GraphMember member) {
    return new Member(
        new LinkedIdentity(Wire.key(member.getKey()), Wire.fromWire(member.getIdentity())),
        PersonId.parse(member.getPerson()));
  }

  private static Edge fromWire(GraphLink link) {
    return new Edge(
        new Link(Wire.key(link.getLow()), Wire.key(link.getHigh())),
        GraphSnapshot.Status.valueOf(link.getStatus().toUpperCase(Locale.ROOT)),
        link.getLastSeen(),
        link.getDecided());
  }

  private static ByteBuffer bytes(IdentityKey key) {
    return ByteBuffer.wrap(Keys.identity(key));
  }
}
