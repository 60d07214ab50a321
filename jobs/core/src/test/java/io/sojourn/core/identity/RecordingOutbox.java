package io.sojourn.core.identity;

import io.sojourn.core.output.Assignment;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a key said; its tokens count from 1. */
final class RecordingOutbox implements NodeOutbox {
  record Move(PersonId from, long token, long asOf) {}

  record Arrival(PersonId to, byte[] payload, long forgottenAt, long asOf) {}

  final List<ControlMessage> control = new ArrayList<>();
  final List<Assignment> assignments = new ArrayList<>();
  final List<Move> moves = new ArrayList<>();
  final List<Arrival> arrivals = new ArrayList<>();
  final List<Long> wakeUps = new ArrayList<>();
  final List<ControlMessage> deadLetters = new ArrayList<>();
  final List<Ruling> refusedRulings = new ArrayList<>();
  final List<GraphSnapshot> graphs = new ArrayList<>();
  final List<Long> expiries = new ArrayList<>();
  final List<IdentityKey> unassigned = new ArrayList<>();
  final List<IdentityKey> crowded = new ArrayList<>();
  final List<Sighting> sightings = new ArrayList<>();
  final List<Link> refused = new ArrayList<>();
  private long tokens;

  @Override
  public void control(ControlMessage message) {
    control.add(message);
  }

  @Override
  public void assignment(Assignment assignment) {
    assignments.add(assignment);
  }

  @Override
  public void moveOut(IdentityKey fragment, PersonId from, long token, long asOf) {
    moves.add(new Move(from, token, asOf));
  }

  @Override
  public void fragmentIn(
      IdentityKey fragment, PersonId to, byte[] payload, long forgottenAt, long asOf) {
    arrivals.add(new Arrival(to, payload, forgottenAt, asOf));
  }

  @Override
  public long newToken() {
    return ++tokens;
  }

  @Override
  public void wakeAt(long time) {
    wakeUps.add(time);
  }

  @Override
  public void deadLetter(ControlMessage message) {
    deadLetters.add(message);
  }

  @Override
  public void refused(Link link, long asOf) {
    refused.add(link);
  }

  @Override
  public void refused(Ruling ruling, long asOf) {
    refusedRulings.add(ruling);
  }

  @Override
  public void unassigned(IdentityKey key, long asOf) {
    unassigned.add(key);
  }

  @Override
  public void expireAt(long time) {
    expiries.add(time);
  }

  @Override
  public void sighted(Sighting sighting) {
    sightings.add(sighting);
  }

  @Override
  public void crowded(IdentityKey key) {
    crowded.add(key);
  }

  @Override
  public void graph(GraphSnapshot graph) {
    graphs.add(graph);
  }
}
