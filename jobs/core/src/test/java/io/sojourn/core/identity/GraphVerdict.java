package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.identity.GraphLoad.Input;
import io.sojourn.core.identity.SightCache.Sight;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.function.Function;

/** What is wrong with the keys and persons of a network that has gone quiet. */
final class GraphVerdict {
  private final GraphLoad load;
  private final Forgotten forgotten;
  private final List<Input> inputs;
  private final InMemoryNodes nodes;
  private final Map<Integer, List<PersonId>> holders;
  private final List<String> complaints = new ArrayList<>();
  private final Resolution persons;
  private final NavigableMap<Link, Long> alive;

  /**
   * @param inputs all that there were
   */
  GraphVerdict(GraphLoad load, List<Input> inputs, InMemoryNodes nodes, PersonModel held) {
    this.load = load;
    this.forgotten = load.forgottenOnes();
    this.inputs = inputs;
    this.nodes = nodes;
    this.holders = held.holders();
    Facts all = Facts.NONE;
    for (Input input : inputs) {
      all = all.join(input.facts(), link -> complaints.add("a refused link"));
    }
    LinkingRules rules = load.rules().forgetting(forgotten).at(GraphLoad.END);
    this.persons = GraphResolver.resolve(all, rules);
    this.alive = all.sifted(rules).links();
  }

  /**
   * Nothing if all is well.
   *
   * @param routed where an event of an identity alone would go
   */
  List<String> on(Function<LinkedIdentity, PersonId> routed) {
    checkKeys(routed);
    inputs.stream().filter(input -> input.ruling() == null).forEach(this::checkEvent);
    checkForgotten();
    checkAged(load.rules().at(GraphLoad.END));
    return complaints;
  }

  private void checkKeys(Function<LinkedIdentity, PersonId> routed) {
    IdentityGraph clusters = IdentityGraph.of(alive.keySet());
    Map<Link, Long> unknown = new HashMap<>(alive);
    for (int i = 0; i < load.keys(); i++) {
      IdentityKey key = GraphLoad.identity(i).key();
      if (!routed.apply(GraphLoad.identity(i)).equals(persons.person(key))) {
        complaints.add("identity " + i + " is at a wrong person");
      }
      Facts facts = nodes.cluster(key);
      if (!key.equals(clusters.component(key).first()) && !facts.links().isEmpty()) {
        complaints.add("identity " + i + " leads beside another");
      }
      if (!alive.entrySet().containsAll(facts.links().entrySet())) {
        complaints.add("identity " + i + " holds links that are superseded");
      }
      facts.links().forEach(unknown::remove);
    }
    if (!unknown.isEmpty()) {
      complaints.add(unknown.size() + " links are not known with their newest time");
    }
  }

  private void checkEvent(Input input) {
    List<PersonId> found = holders.getOrDefault(input.id(), List.of());
    boolean right = found.equals(List.of(persons.person(input.primary())));
    if (!forgotten.covers(input.primary(), input.appended())) {
      if (!right) {
        complaints.add("event " + input.id() + " is held " + found.size() + " times, not once");
      }
      return;
    }
    // what came in the moments until it was forgotten everywhere may be lost
    boolean before = forgotten.refuses(input.primary(), input.appended());
    if (!found.isEmpty() && (before || !right)) {
      complaints.add("event " + input.id() + " is not forgotten");
    }
  }

  /** Of whoever has not been seen with others for long nothing is kept. */
  private void checkAged(LinkingRules rules) {
    Set<IdentityKey> kept = new HashSet<>();
    for (Input input : inputs) {
      boolean aged =
          new Sight(input.identities(), input.time(), 0, 0).expiresAt(rules) <= rules.now();
      if (!rules.ages() || input.ruling() != null || !aged) {
        input.identities().forEach(identity -> kept.add(identity.key()));
      }
    }
    for (IdentityKey key : nodes.nodes.keySet()) {
      if (!kept.contains(key)) {
        complaints.add("an identity is still kept");
      }
    }
  }

  /** Whoever was not seen again stands nowhere any more. */
  private void checkForgotten() {
    Set<IdentityKey> again = new HashSet<>();
    inputs.stream()
        .filter(input -> input.appended() > load.forgottenAt())
        .forEach(input -> input.identities().forEach(i -> again.add(i.key())));
    for (int number = 0; number < load.forgotten(); number++) {
      LinkedIdentity gone = GraphLoad.identity(number);
      ByteWriter text = new ByteWriter();
      IdentityCodec.writeIdentity(text, gone.identity());
      if (!again.contains(gone.key()) && nodes.anyHolds(text.toBytes())) {
        complaints.add("identity " + number + " is still known");
      }
    }
  }
}
