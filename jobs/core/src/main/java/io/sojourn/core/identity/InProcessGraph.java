package io.sojourn.core.identity;

import io.sojourn.core.codec.Hash;
import io.sojourn.core.output.Assignment;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/**
 * The whole identity graph in one process. Messages are delivered in the order between two keys;
 * which pair of keys is next is drawn, always alike: in lockstep two leaders may hand a cluster to
 * and fro for ever, and what comes of the messages does not depend on it. Not thread-safe.
 */
public final class InProcessGraph {
  private final NodeLogic logic;
  private final Map<IdentityKey, InMemoryNodeStore> stores = new HashMap<>();
  private final Map<Lane, Queue<Runnable>> inFlight = new LinkedHashMap<>();
  private long drawn;
  private IdentityKey current = new IdentityKey(0, 0, 0);
  private final NodeOutbox outbox = new Outbox();
  private final Listener listener;
  private long tokens;

  private record Lane(IdentityKey from, IdentityKey to) {}

  /** Who holds the fragments. */
  public interface Listener {

    /** An identity has got a person, or another one. */
    void assignment(Assignment assignment);

    /** Takes the fragment away from this person, and returns it; empty if there is none. */
    byte[] moveOut(IdentityKey fragment, PersonId from, long asOf);

    /** Gives the fragment to this person. */
    void fragmentIn(IdentityKey fragment, PersonId to, byte[] payload, boolean partial, long asOf);

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
    current = self;
    return logic.onEvent(self, store(self), identities, eventTime, now, outbox);
  }

  /** Lets the links of the events so far take effect: persons change and fragments move. */
  public void settle() {
    while (!inFlight.isEmpty()) {
      List<Lane> lanes = List.copyOf(inFlight.keySet());
      long draw = Hash.fast64(Long.toString(drawn++));
      Lane lane = lanes.get(Math.floorMod(draw, lanes.size()));
      Queue<Runnable> waiting = Objects.requireNonNull(inFlight.get(lane));
      Runnable next = waiting.remove();
      if (waiting.isEmpty()) {
        inFlight.remove(lane);
      }
      current = lane.to;
      next.run();
    }
  }

  private void send(IdentityKey to, Runnable delivery) {
    inFlight.computeIfAbsent(new Lane(current, to), lane -> new ArrayDeque<>()).add(delivery);
  }

  private InMemoryNodeStore store(IdentityKey key) {
    return stores.computeIfAbsent(key, k -> new InMemoryNodeStore());
  }

  private final class Outbox implements NodeOutbox {

    @Override
    public void control(ControlMessage message) {
      send(message.target(), () -> logic.onControl(store(message.target()), message, this));
    }

    @Override
    public void assignment(Assignment assignment) {
      listener.assignment(assignment);
    }

    @Override
    public void moveOut(IdentityKey fragment, PersonId from, long token, long asOf) {
      byte[] payload = listener.moveOut(fragment, from, asOf);
      FragmentPayload answer = new FragmentPayload(fragment, from, token, payload, asOf);
      send(fragment, () -> logic.onPayload(store(fragment), answer, this));
    }

    @Override
    public void fragmentIn(
        IdentityKey fragment, PersonId to, byte[] payload, boolean partial, long asOf) {
      listener.fragmentIn(fragment, to, payload, partial, asOf);
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
  }
}
