package io.sojourn.core.identity;

import io.sojourn.core.output.Assignment;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The whole identity graph in one process; messages are delivered in their order. Not thread-safe.
 */
public final class InProcessGraph {
  private static final Comparator<Expiry> EARLIEST =
      Comparator.comparingLong(Expiry::time).thenComparing(Expiry::key);

  private final NodeLogic logic;
  private final Map<IdentityKey, InMemoryNodeStore> stores = new HashMap<>();
  private final Queue<Runnable> inFlight = new ArrayDeque<>();
  private final NodeOutbox outbox = new Outbox();
  private final Listener listener;
  private final Queue<Expiry> expiries = new PriorityQueue<>(EARLIEST);
  private @Nullable IdentityKey current;
  private long tokens;

  private record Expiry(long time, IdentityKey key) {}

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
    advanceTo(now);
    return logic.onEvent(self, turnOf(self), identities, eventTime, now, outbox);
  }

  /** Lets go of links that are too old by then, the oldest first, each when it is. */
  public void advanceTo(long now) {
    for (Expiry next = expiries.peek(); next != null && next.time <= now; next = expiries.peek()) {
      expiries.remove();
      logic.onExpiry(next.key, turnOf(next.key), next.time, outbox);
      settle();
    }
  }

  /** Lets the links of the events so far take effect: persons change and fragments move. */
  public void settle() {
    for (Runnable next = inFlight.poll(); next != null; next = inFlight.poll()) {
      next.run();
    }
  }

  /** The state of an identity whose turn it is. */
  private InMemoryNodeStore turnOf(IdentityKey key) {
    current = key;
    return stores.computeIfAbsent(key, k -> new InMemoryNodeStore());
  }

  private final class Outbox implements NodeOutbox {

    @Override
    public void control(ControlMessage message) {
      inFlight.add(() -> logic.onControl(turnOf(message.target()), message, this));
    }

    @Override
    public void assignment(Assignment assignment) {
      listener.assignment(assignment);
    }

    @Override
    public void unassigned(IdentityKey key, long asOf) {
      // its person follows from its value again
    }

    @Override
    public void graph(GraphSnapshot graph) {
      // a simulation shows persons, not graphs
    }

    @Override
    public void moveOut(IdentityKey fragment, PersonId from, long token, long asOf) {
      byte[] payload = listener.moveOut(fragment, from, asOf);
      FragmentPayload answer = new FragmentPayload(fragment, from, token, payload, asOf);
      inFlight.add(() -> logic.onPayload(turnOf(fragment), answer, this));
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
    public void expireAt(long time) {
      expiries.add(new Expiry(time, Objects.requireNonNull(current)));
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
