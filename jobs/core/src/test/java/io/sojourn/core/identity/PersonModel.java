package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Persons that hold fragments; a fragment is the list of event ids routed to it. */
final class PersonModel {
  private final Map<PersonId, Map<IdentityKey, List<Integer>>> persons = new TreeMap<>();

  void event(PersonId person, IdentityKey fragment, int id) {
    fragment(person, fragment).add(id);
  }

  byte[] moveOut(PersonId person, IdentityKey fragment) {
    List<Integer> events = persons.computeIfAbsent(person, p -> new TreeMap<>()).remove(fragment);
    ByteWriter out = new ByteWriter();
    if (events != null) {
      events.forEach(out::writeVarInt);
    }
    return out.toBytes();
  }

  void fragmentIn(PersonId person, IdentityKey fragment, byte[] payload) {
    ByteReader in = new ByteReader(payload);
    while (in.remaining() > 0) {
      fragment(person, fragment).add(in.readVarInt());
    }
  }

  /** Removes these fragments from the persons that this takes. */
  void forget(Predicate<PersonId> some, Set<IdentityKey> keys) {
    persons.forEach(
        (person, fragments) -> {
          if (some.test(person)) {
            fragments.keySet().removeAll(keys);
          }
        });
  }

  private List<Integer> fragment(PersonId person, IdentityKey fragment) {
    return persons
        .computeIfAbsent(person, p -> new TreeMap<>())
        .computeIfAbsent(fragment, f -> new ArrayList<>());
  }

  /** Every event with the persons that hold it, one entry per copy. */
  Map<Integer, List<PersonId>> holders() {
    Map<Integer, List<PersonId>> holders = new TreeMap<>();
    persons.forEach(
        (person, fragments) ->
            fragments
                .values()
                .forEach(
                    events ->
                        events.forEach(
                            id ->
                                holders.computeIfAbsent(id, i -> new ArrayList<>()).add(person))));
    return holders;
  }

  PersonModel copy() {
    PersonModel copy = new PersonModel();
    persons.forEach(
        (person, fragments) ->
            fragments.forEach(
                (fragment, events) -> copy.fragment(person, fragment).addAll(events)));
    return copy;
  }
}
