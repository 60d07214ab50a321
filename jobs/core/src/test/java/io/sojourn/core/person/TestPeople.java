package io.sojourn.core.person;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.ControlMessage;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.InMemoryNodeStore;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.LinkingRules;
import io.sojourn.core.identity.NodeLogic;
import io.sojourn.core.identity.NodeOutbox;
import io.sojourn.core.identity.NodeSettings;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.identity.Ruling;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.person.RandomEvents.Given;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;

/** Persons behind an identity graph, with fragments that are long on their way. */
final class TestPeople implements NodeOutbox {
  private final Workspace workspace;
  private final NodeLogic logic = new NodeLogic(new NodeSettings(0, 0), LinkingRules.PLAIN);
  private final Map<IdentityKey, InMemoryNodeStore> nodes = new TreeMap<>();
  private final Map<PersonId, TestPerson> persons = new TreeMap<>();
  private final Queue<ControlMessage> messages = new ArrayDeque<>();
  private final List<FragmentPayload> payloads = new ArrayList<>();
  private long tokens;

  TestPeople(Workspace workspace) {
    this.workspace = workspace;
  }

  /** Takes an event; what it links is known at once, what moves by it is on its way. */
  Result accept(Given event) {
    List<LinkedIdentity> keys = new ArrayList<>();
    for (Identity identity : event.identities()) {
      keys.add(new LinkedIdentity(TestPerson.key(identity), identity));
    }
    PersonId id =
        logic.onEvent(
            keys.get(0).key(),
            node(keys.get(0).key()),
            keys,
            event.happened() * 1000,
            event.at() * 1000,
            this);
    Result result =
        person(id)
            .event(
                event.id(),
                event.at(),
                event.happened(),
                event.identities(),
                event.type(),
                event.fields());
    settle();
    return result;
  }

  /** One of the fragments on their way comes back to its identity; false if there is none. */
  boolean arrive(Random random) {
    if (payloads.isEmpty()) {
      return false;
    }
    FragmentPayload payload = payloads.remove(random.nextInt(payloads.size()));
    logic.onPayload(node(payload.fragment()), payload, this);
    settle();
    return true;
  }

  private void settle() {
    for (ControlMessage next = messages.poll(); next != null; next = messages.poll()) {
      logic.onControl(node(next.target()), next, this);
    }
  }

  Collection<TestPerson> persons() {
    return persons.values();
  }

  private TestPerson person(PersonId id) {
    return persons.computeIfAbsent(id, p -> new TestPerson(workspace, p));
  }

  private InMemoryNodeStore node(IdentityKey key) {
    return nodes.computeIfAbsent(key, k -> new InMemoryNodeStore());
  }

  @Override
  public void control(ControlMessage message) {
    messages.add(message);
  }

  @Override
  public void assignment(Assignment assignment) {}

  @Override
  public void moveOut(IdentityKey fragment, PersonId from, long token, long asOf) {
    byte[] payload = person(from).moveOut(fragment, asOf);
    payloads.add(new FragmentPayload(fragment, from, token, payload, asOf));
  }

  @Override
  public void fragmentIn(
      IdentityKey fragment, PersonId to, byte[] payload, long forgottenAt, long asOf) {
    if (payload.length > 0) {
      person(to).moveIn(fragment, payload, asOf);
    }
  }

  @Override
  public long newToken() {
    return tokens++;
  }

  @Override
  public void wakeAt(long time) {}

  @Override
  public void deadLetter(ControlMessage message) {
    throw new AssertionError("a dead letter");
  }

  @Override
  public void refused(Link link, long asOf) {
    throw new AssertionError("a refused link");
  }

  @Override
  public void unassigned(IdentityKey key, long asOf) {
    throw new IllegalStateException("Nobody is forgotten here");
  }

  @Override
  public void expireAt(long time) {
    throw new IllegalStateException("No link is too old here");
  }

  @Override
  public void graph(GraphSnapshot graph) {
    // what is told to people changes nothing
  }

  @Override
  public void refused(Ruling ruling, long asOf) {
    throw new AssertionError("a refused decision");
  }
}
