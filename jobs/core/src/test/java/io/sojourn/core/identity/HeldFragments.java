package io.sojourn.core.identity;

import io.sojourn.core.output.Assignment;
import java.util.HashMap;
import java.util.Map;

/** Persons beside an {@link InProcessGraph}: what was assigned, and who holds which events. */
final class HeldFragments implements InProcessGraph.Listener {
  final PersonModel persons = new PersonModel();
  final Map<IdentityKey, PersonId> assigned = new HashMap<>();

  @Override
  public void assignment(Assignment assignment) {
    assigned.put(assignment.key(), assignment.person());
  }

  @Override
  public byte[] moveOut(IdentityKey fragment, PersonId from, long asOf) {
    return persons.moveOut(from, fragment);
  }

  @Override
  public void fragmentIn(IdentityKey fragment, PersonId to, byte[] payload, long asOf) {
    persons.fragmentIn(to, fragment, payload);
  }

  @Override
  public void refused(Link link, long asOf) {
    throw new AssertionError("refused");
  }
}
