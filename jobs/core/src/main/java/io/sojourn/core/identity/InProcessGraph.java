package io.sojourn.core.identity;

import io.sojourn.core.output.Assignment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/**
 * The whole identity graph in one process; messages are delivered in their order. Not thread-safe.
 */
public final class InProcessGraph {
  private final NodeLogic logic;
  private final Map<IdentityKey, InMemoryNodeStore> stores = new HashMap<>();
  private final Queue<Runnable> inFlight = new ArrayDeque<>();
  private final NodeOutbox outbox = new Outbox();
  private final Listener listener;
  private long tokens;

  /** Who holds the fragments. */
  public interface Listener {

    /** An identity has got a person, or another one. */
    void assignment(Assignment assignment);

    /** Takes the fragment away from this person, and returns it; empty if there is none. */
    byte[] moveOut(IdentityKey fragment, PersonId from, long asOf);

    /** Gives the fragment to this person. */
    void fragmentIn(IdentityKey fragment, PersonId to, byte[] payload, long asOf);

    /** A link is not taken because the cluster is full. */
    void refused(Link link, long asOf);
  }

  public InProcessGraph(LinkingRules rules, Listener listener) {
    this.logic = new NodeLogic(new NodeSettings(0, 0), rules);
    this.listener = listener;
  }

  /**
   * An event. Process it at the person returned, then call {@link #settle}.
   *
   * @param identities 1 to {@link NodeLogic#MAX_IDENTITIES} different identities, the primary one
   *     first
   * @param eventTime when it happened, epoch milliseconds
   * @param now the time of the log, epoch milliseconds
   */
  public PersonId onEvent(List<LinkedIdentity> identities, long eventTime, long now) {
    IdentityKey self = identities.get(0).key();
    return logic.onEvent(self, store(self), identities, eventTime, now, outbox);
  }

  /** Lets the links of the events so far take effect: persons change and fragments move. */
  public void settle() {
    for (Runnable next = inFlight.poll(); next != null; next = inFlight.poll()) {
      next.run();
    }
  }

  private InMemoryNodeStore store(IdentityKey key) {
    return stores.computeIfAbsent(key, k -> new InMemoryNodeStore());
  }

  private final class Outbox implements NodeOutbox {

    @Override
    public void control(ControlMessage message) {
      inFlight.add(() -> logic.onControl(store(message.target()), message, this));
    }

    @Override
    public void assignment(Assignment assignment) {
      listener.assignment(assignment);
    }

    @Override
    public void forgotten(IdentityKey key, long asOf) {
      throw new IllegalStateException("Nobody is forgotten in a simulation");
    }

    @Override
    public void graph(GraphSnapshot graph) {
      // a simulation shows persons, not graphs
    }

    @Override
    public void moveOut(IdentityKey fragment, PersonId from, long token, long asOf) {
      byte[] payload = listener.moveOut(fragment, from, asOf);
      FragmentPayload answer = new FragmentPayload(fragment, from, token, payload, asOf);
      inFlight.add(() -> logic.onPayload(store(fragment), answer, this));
    }

    @Override
    public void fragmentIn(
        IdentityKey fragment, PersonId to, byte[] payload, long forgottenAt, long asOf) {
      listener.fragmentIn(fragment, to, payload, asOf);
    }

    @Override
    public long newToken() {
      return tokens++;
    }

    @Override
    public void wakeAt(long time) {
      // Only a time that ran backwards delays a report, and it cannot change a person.
    }

    @Override
    public void deadLetter(ControlMessage message) {
      throw new IllegalStateException("A message was passed on too often");
    }

    @Override
    public void refused(Link link, long asOf) {
      listener.refused(link, asOf);
    }

    @Override
    public void refused(Ruling ruling, long asOf) {
      throw new IllegalStateException("Too much is decided about one identity");
    }
  }
}
