package io.sojourn.core.identity;

import io.sojourn.core.output.Assignment;
import java.util.List;

/**
 * The identity graph, as seen from one identity key: it routes the events of its identity, knows
 * its identity's person, and leads its cluster if it is the least key of it.
 *
 * <p>Facts travel, conclusions do not: what moves between keys is "these two were seen together",
 * which joins in any order; persons are what {@link GraphResolver} makes of the joined facts. Each
 * key alone decides the person of its identity. Messages may be lost only together with the state
 * that caused them, and may come twice or from attempts that were rolled back.
 *
 * <p>A fragment, all that a person holds of one identity, moves by relay: the old person hands it
 * to the identity's key, which hands it to the person the identity belongs to by then.
 */
public final class NodeLogic {
  /** Most identities of one event. */
  public static final int MAX_IDENTITIES = 20;

  /** How far ahead of the log an event's time may put a link, in milliseconds. */
  public static final long MAX_AHEAD = 5 * 60_000L;

  /** How long a change of rules may take to reach all keys, in milliseconds. */
  static final long CHANGE_MILLIS = 10_000L;

  private final NodeSettings settings;
  private final LinkingRules rules;

  /**
   * @param rules the same at all keys
   */
  public NodeLogic(NodeSettings settings, LinkingRules rules) {
    this.settings = settings;
    this.rules = rules;
  }

  /**
   * An event whose primary identity is this one. It never moves a fragment of this identity from or
   * to the person it is routed to, so the caller may route the event before or after it empties the
   * outbox.
   *
   * @param identities 1 to {@link #MAX_IDENTITIES} different identities, this one first
   * @param eventTime when it happened, epoch milliseconds
   * @param now the log's time, epoch milliseconds
   * @return the person to route the event to, as known before the event's links take effect
   * @throws IllegalArgumentException if the identities are not as described
   * @throws IllegalStateException if the stored bytes are not readable
   */
  public PersonId onEvent(
      IdentityKey self,
      NodeStore store,
      List<LinkedIdentity> identities,
      long eventTime,
      long now,
      NodeOutbox outbox) {
    if (identities.isEmpty()
        || identities.size() > MAX_IDENTITIES
        || !identities.get(0).key().equals(self)) {
      throw new IllegalArgumentException("An event has 1 to 20 identities, the primary one first");
    }
    boolean alone = identities.size() == 1;
    byte[] stored = store.loadNode();
    if (stored == null && alone) {
      return PersonId.birth(self);
    }
    IdentityNode node = new IdentityNode(rules, self, store, stored, now, outbox);
    NodeTurn turn = new NodeTurn(node);
    PersonId person = turn.route();
    if (!alone) {
      turn.sight(identities, linkTime(eventTime, now), now, settings);
    }
    node.commit();
    return person;
  }

  /**
   * When identities were seen together, by an event of that time.
   *
   * @param eventTime epoch milliseconds
   * @param now the log's time, epoch milliseconds
   */
  public static long linkTime(long eventTime, long now) {
    return Math.min(eventTime, now + MAX_AHEAD);
  }

  /**
   * A message to this key.
   *
   * @throws IllegalStateException if the stored bytes are not readable
   */
  public void onControl(NodeStore store, ControlMessage message, NodeOutbox outbox) {
    IdentityNode node =
        new IdentityNode(rules, message.target(), store, store.loadNode(), message.asOf(), outbox);
    new NodeTurn(node).receive(message);
    node.commit();
  }

  /**
   * What a person held of this identity.
   *
   * @return whether it was awaited; if not it is a duplicate, or the ghost of an attempt that was
   *     rolled back, and is dropped
   * @throws IllegalStateException if the stored bytes are not readable
   */
  public boolean onPayload(NodeStore store, FragmentPayload payload, NodeOutbox outbox) {
    IdentityNode node =
        new IdentityNode(
            rules, payload.fragment(), store, store.loadNode(), payload.asOf(), outbox);
    boolean awaited = new NodeTurn(node).relay(payload);
    node.commit();
    return awaited;
  }

  /**
   * Says once more whose this identity is and what it leads, if that was ever said: an attempt that
   * was rolled back may have said otherwise last.
   *
   * @param now when this attempt began, epoch milliseconds
   * @throws IllegalStateException if the stored bytes are not readable
   */
  public void sayAgain(IdentityKey self, NodeStore store, long now, NodeOutbox outbox) {
    byte[] stored = store.loadNode();
    if (stored == null) {
      return;
    }
    IdentityNode node = new IdentityNode(rules, self, store, stored, now, outbox);
    NodeState state = node.state();
    if (!node.isForgotten() && state.assigned && state.identity != null) {
      outbox.assignment(new Assignment(now, self, state.identity, state.person, null));
      outbox.graph(node.graph(now));
    }
  }

  /**
   * The time asked for with {@link NodeOutbox#expireAt} has come, or one asked for before.
   *
   * @param now that time, epoch milliseconds
   * @throws IllegalStateException if the stored bytes are not readable
   */
  public void onExpiry(IdentityKey self, NodeStore store, long now, NodeOutbox outbox) {
    byte[] stored = store.loadNode();
    if (stored == null) {
      return;
    }
    IdentityNode node = new IdentityNode(rules, self, store, stored, now, outbox);
    Long due = node.state().expiresAt;
    if (due != null && due <= now) {
      new NodeTurn(node).expire();
      node.commit();
    }
  }

  /**
   * The time asked for with {@link NodeOutbox#wakeAt} has come.
   *
   * @param now the processing clock, epoch milliseconds
   * @throws IllegalStateException if the stored bytes are not readable
   */
  public void onTimer(IdentityKey self, NodeStore store, long now, NodeOutbox outbox) {
    IdentityNode node = new IdentityNode(rules, self, store, store.loadNode(), now, outbox);
    new NodeTurn(node).wake(now);
    node.commit();
  }
}
