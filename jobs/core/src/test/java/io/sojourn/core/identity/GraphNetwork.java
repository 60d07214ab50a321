package io.sojourn.core.identity;

import io.sojourn.core.identity.GraphLoad.Input;
import io.sojourn.core.identity.NetworkState.Delivery;
import io.sojourn.core.identity.NetworkState.Expiry;
import io.sojourn.core.identity.NetworkState.Lane;
import io.sojourn.core.output.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that fails: many keys and persons, messages in random order but first in, first out
 * between two of them, 2 % duplicates, and crashes. A crash restores keys, persons, channels,
 * timers and read positions of one earlier moment, not always the last, while the logs keep what
 * the lost attempt wrote (its ghosts); every fourth crash lasts two hours.
 */
final class GraphNetwork implements NodeOutbox {
  /** What is broken on purpose, to see that the checks notice. */
  enum Fault {
    NONE,
    /** Beliefs do not arrive. */
    NO_BELIEF,
    /** All moves have one token, so every payload is taken for the awaited one. */
    SAME_TOKEN
  }

  /** Longer than an hour, milliseconds. */
  private static final long OUTAGE = 2 * 3_600_000L;

  private final NodeLogic newLogic;
  private final NodeLogic formerLogic;
  private final Random random;
  private final Fault fault;
  private final GraphLoad load;
  private final Forgotten forgotten;
  private final List<Input> inputs;
  private final List<NetworkState> cuts = new ArrayList<>();
  private final Map<Lane, List<byte[]>> logs = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private NetworkState state = new NetworkState();
  private IdentityKey current = GraphLoad.identity(0).key();
  private @Nullable PersonId movedFrom;
  private long now = 1_000;
  private long changedAt;

  GraphNetwork(long seed, GraphLoad load, Fault fault) {
    this.random = new Random(seed);
    this.load = load;
    this.fault = fault;
    this.newLogic =
        new NodeLogic(new NodeSettings(50, 0), load.rules().forgetting(load.forgottenOnes()));
    this.formerLogic = new NodeLogic(new NodeSettings(50, 0), load.former());
    this.forgotten = load.forgottenOnes();
    state.changed = load.rules().equals(load.former()) && load.forgotten() == 0 ? 2 : 0;
    inputs = load.inputs(random);
  }

  /** What is wrong after everything has gone quiet; nothing if all is well. */
  List<String> run() {
    int crashes = load.crashes();
    cuts.add(cut());
    for (int steps = 0; step(); steps++) {
      if (steps > 100_000) {
        return List.of("it does not come to rest");
      }
      if (crashes > 0 && random.nextInt(50) == 0) {
        cuts.add(cut());
      }
      if (crashes > 0 && random.nextInt(80) == 0) {
        crashes--;
        int back = random.nextInt(4) == 0 ? random.nextInt(cuts.size()) : cuts.size() - 1;
        cuts.subList(back + 1, cuts.size()).clear();
        state = cuts.get(back).copy();
        if (load.forgotten() > 0) {
          fenceOff(cuts.get(back).lengths);
        }
        now += random.nextInt(4) == 0 && !load.rules().ages() ? OUTAGE : 0;
      }
    }
    complaints.addAll(
        new GraphVerdict(load, inputs, state.nodes, state.persons)
            .on(
                identity ->
                    newLogic.onEvent(
                        identity.key(),
                        state.nodes.at(identity.key()),
                        List.of(identity),
                        0,
                        now,
                        this)));
    return complaints;
  }

  private NetworkState cut() {
    NetworkState cut = state.copy();
    logs.forEach((lane, log) -> cut.lengths.put(lane, log.size()));
    return cut;
  }

  /**
   * Drops the messages of the lost attempt, as the job does. Without forgetting the graph can do
   * without that.
   */
  private void fenceOff(Map<Lane, Integer> lengths) {
    logs.forEach(
        (lane, log) -> {
          if (lane.from() instanceof IdentityKey) {
            log.subList(lengths.getOrDefault(lane, 0), log.size()).clear();
          }
        });
  }

  /** The rules reach the subtasks one after the other. */
  private NodeLogic logic(IdentityKey key) {
    return half(key) < state.changed ? newLogic : formerLogic;
  }

  private boolean changed(PersonId person) {
    return half(person) < state.changed;
  }

  private static int half(PersonId person) {
    return (int) (person.low() >>> 1 & 1);
  }

  private static int half(IdentityKey key) {
    return (int) (key.high() / 3 % 2);
  }

  private void changeRules() {
    int half = state.changed++;
    changedAt = now;
    for (int i = 0; i < load.keys(); i++) {
      IdentityKey key = GraphLoad.identity(i).key();
      if (half(key) == half && isConcerned(key)) {
        long asOf = load.forgotten() > 0 ? load.forgottenAt() : now;
        append(key, key, ControlMessage.recheck(key, asOf).encode());
      }
    }
    state.persons.forget(person -> half(person) == half, forgotten.since().keySet());
  }

  /** Whoever was ever linked, or knows somebody who is forgotten. */
  private boolean isConcerned(IdentityKey key) {
    byte[] node = state.nodes.nodes.get(key);
    if (load.forgotten() == 0) {
      return node != null;
    }
    KeyScan scan = new KeyScan(forgotten.since().keySet());
    return Stream.of(Optional.ofNullable(node), Optional.ofNullable(state.nodes.clusters.get(key)))
        .flatMap(Optional::stream)
        .anyMatch(stored -> forgotten.since().containsKey(key) || scan.finds(stored));
  }

  private boolean step() {
    now += random.nextInt(5);
    List<Runnable> ready = new ArrayList<>();
    logs.forEach(
        (lane, log) -> {
          if (state.positions.getOrDefault(lane, 0) < log.size()) {
            ready.add(() -> read(lane, log));
          }
        });
    state.channels.forEach(
        (lane, channel) -> {
          if (!channel.isEmpty()) {
            ready.add(() -> channel.remove(0).to(state.persons));
          }
        });
    // an identity that is first linked while only half of the keys know may have to be seen again
    boolean more = state.fed < inputs.size() && (state.changed != 1 || load.forgotten() > 0);
    more &= state.changed == 2 || load.forgotten() == 0 || !isMuchLater(inputs.get(state.fed));
    if (state.changed < 2 && (random.nextInt(60) == 0 || (!more && ready.isEmpty()))) {
      changeRules();
      return true;
    }
    // in whatever order, though in truth the oldest comes first
    if (!state.expiries.isEmpty() && (random.nextInt(40) == 0 || (ready.isEmpty() && !more))) {
      expire();
      return true;
    }
    if (more && (ready.isEmpty() || random.nextInt(4) == 0)) {
      feed(inputs.get(state.fed++));
    } else if (!ready.isEmpty() && random.nextInt(40) != 0) {
      ready.get(random.nextInt(ready.size())).run();
    } else if (!state.timers.isEmpty()) {
      wake(state.timers.keySet().iterator().next());
    } else if (ready.isEmpty()) {
      return false;
    }
    return true;
  }

  /** Whether by then all must know who is forgotten. */
  private boolean isMuchLater(Input input) {
    return input.appended() > load.forgottenAt() + NodeLogic.MAX_AHEAD;
  }

  private void feed(Input input) {
    if (input.ruling() != null) {
      List<LinkedIdentity> ends = input.identities();
      for (ControlMessage told :
          ControlMessage.rule(ends.get(0), ends.get(1), input.ruling(), now)) {
        append("operator", told.target(), told.encode());
      }
      return;
    }
    current = input.primary();
    boolean known = half(current) < state.changed;
    long appended = input.appended() == GraphLoad.NOW ? now : input.appended();
    if (known && forgotten.refuses(current, appended)) {
      return;
    }
    List<LinkedIdentity> identities =
        input.identities().stream()
            .filter(i -> !known || !forgotten.refuses(i.key(), appended))
            .toList();
    now = Math.max(now, appended);
    movedFrom = null;
    PersonId person =
        logic(current)
            .onEvent(current, state.nodes.at(current), identities, input.time(), appended, this);
    if (person.equals(movedFrom)) {
      complaints.add("an event moved its own fragment");
    }
    IdentityKey fragment = current;
    deliver(
        person,
        persons -> {
          if (!changed(person) || !forgotten.refuses(fragment, appended)) {
            persons.event(person, fragment, input.id());
          }
        });
  }

  private void wake(IdentityKey key) {
    now = Math.max(now, state.timers.remove(key));
    if (state.changed == 1 && now >= changedAt + NodeLogic.CHANGE_MILLIS) {
      changeRules();
    }
    current = key;
    logic(key).onTimer(key, state.nodes.at(key), now, this);
  }

  private void expire() {
    List<Expiry> all = List.copyOf(state.expiries);
    Expiry due = all.get(random.nextInt(all.size()));
    state.expiries.remove(due);
    now = Math.max(now, due.time());
    current = due.key();
    logic(current).onExpiry(current, state.nodes.at(current), due.time(), this);
  }

  private void read(Lane lane, List<byte[]> log) {
    byte[] record = log.get(state.positions.merge(lane, 1, Integer::sum) - 1);
    if (random.nextInt(50) == 0) {
      log.add(record);
    }
    current = (IdentityKey) lane.to();
    if (lane.from() instanceof PersonId) {
      logic(current).onPayload(state.nodes.at(current), FragmentPayload.decode(record), this);
    } else {
      logic(current).onControl(state.nodes.at(current), ControlMessage.decode(record), this);
    }
  }

  private void deliver(PersonId person, Delivery delivery) {
    state.channels.computeIfAbsent(new Lane(current, person), l -> new ArrayList<>()).add(delivery);
  }

  private void append(Object from, Object to, byte[] record) {
    logs.computeIfAbsent(new Lane(from, to), l -> new ArrayList<>()).add(record);
  }

  @Override
  public void unassigned(IdentityKey key, long asOf) {
    if (!forgotten.since().containsKey(key) && !load.rules().ages()) {
      complaints.add("an identity is forgotten that should not be");
    }
  }

  @Override
  public void expireAt(long time) {
    if (time <= GraphLoad.END) {
      state.expiries.add(new Expiry(time, current));
    }
  }

  @Override
  public void control(ControlMessage message) {
    boolean lost = fault == Fault.NO_BELIEF && message.body() instanceof ControlMessage.Belief;
    if (!lost) {
      append(current, message.target(), message.encode());
    }
  }

  @Override
  public void assignment(Assignment assignment) {
    if (!assignment.key().equals(current) || assignment.person().equals(assignment.previous())) {
      complaints.add("an assignment that assigns nothing");
    }
  }

  @Override
  public void moveOut(IdentityKey fragment, PersonId from, long token, long asOf) {
    movedFrom = from;
    deliver(
        from,
        persons -> {
          byte[] payload = persons.moveOut(from, fragment);
          append(
              from, fragment, new FragmentPayload(fragment, from, token, payload, asOf).encode());
        });
  }

  @Override
  public void fragmentIn(
      IdentityKey fragment, PersonId to, byte[] payload, long forgottenAt, long asOf) {
    deliver(
        to,
        persons -> {
          if (!changed(to) || forgottenAt >= forgotten.since(fragment)) {
            persons.fragmentIn(to, fragment, payload);
          }
        });
  }

  @Override
  public long newToken() {
    return fault == Fault.SAME_TOKEN ? 7 : random.nextLong();
  }

  @Override
  public void wakeAt(long time) {
    if (state.timers.put(current, time) != null) {
      complaints.add("two timers at one key");
    }
  }

  @Override
  public void deadLetter(ControlMessage message) {
    complaints.add("a dead letter");
  }

  @Override
  public void refused(Link link, long asOf) {
    complaints.add("a refused link");
  }

  @Override
  public void refused(Ruling ruling, long asOf) {
    complaints.add("a refused decision");
  }

  @Override
  public void graph(GraphSnapshot graph) {
    // what is told to people changes nothing
  }
}
