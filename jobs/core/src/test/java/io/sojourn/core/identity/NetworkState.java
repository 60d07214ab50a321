package io.sojourn.core.identity;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that a checkpoint of a {@link GraphNetwork} keeps. */
final class NetworkState {
  InMemoryNodes nodes = new InMemoryNodes();
  PersonModel persons = new PersonModel();
  Map<Lane, List<Delivery>> channels = new LinkedHashMap<>();
  Map<Lane, Integer> positions = new HashMap<>();
  Map<IdentityKey, Long> timers = new TreeMap<>();
  NavigableSet<Expiry> expiries = new TreeSet<>();

  /** How long each log was. */
  Map<Lane, Integer> lengths = new HashMap<>();

  int fed;

  /** How many halves of the keys follow the new rules. */
  int changed;

  record Lane(Object from, Object to) {}

  /** What passes from an identity key to a person inside the job. */
  interface Delivery {
    void to(PersonModel persons);
  }

  /** A timer of the log's clock. */
  record Expiry(long time, IdentityKey key) implements Comparable<Expiry> {
    @Override
    public int compareTo(Expiry other) {
      int byKey = key.compareTo(other.key);
      return byKey != 0 ? byKey : Long.compare(time, other.time);
    }
  }

  NetworkState copy() {
    NetworkState copy = new NetworkState();
    copy.nodes = nodes.copy();
    copy.persons = persons.copy();
    channels.forEach((lane, list) -> copy.channels.put(lane, new ArrayList<>(list)));
    copy.positions.putAll(positions);
    copy.timers.putAll(timers);
    copy.expiries.addAll(expiries);
    copy.fed = fed;
    copy.changed = changed;
    return copy;
  }
}
