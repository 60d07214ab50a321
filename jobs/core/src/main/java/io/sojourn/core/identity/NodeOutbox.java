package io.sojourn.core.identity;

import io.sojourn.core.output.Assignment;

/**
 * Where the logic of an identity key puts what it has to say, and what it cannot do itself. Times
 * named {@code asOf} are the log's time of the event that caused it, epoch milliseconds.
 */
public interface NodeOutbox {

  /** To another identity key: at least once, in order between the two keys. */
  void control(ControlMessage message);

  /** The identity belongs to a person for the first time, or to another one. */
  void assignment(Assignment assignment);

  /** Whose the identity is need be said no more: it is forgotten, or alone and long not seen. */
  void unassigned(IdentityKey key, long asOf);

  /**
   * An alarm, and nothing is dropped for it: the identity was just seen with one more customer, the
   * fourth or a later one within an hour.
   */
  default void crowded(IdentityKey key) {}

  /** An event had more than one identity. */
  default void sighted(Sighting sighting) {}

  /** What the identities of an event were to its primary one. */
  enum Sighting {
    /** Not seen together before, as far as it remembers; the graph is told. */
    NEW,
    /** Seen together before: no graph is touched. */
    KNOWN,
    /** Seen together before, but the graph is told again. */
    TOLD_AGAIN
  }

  /** What this identity leads is another graph than before. */
  void graph(GraphSnapshot graph);

  /**
   * To the person {@code from}, after all events of the identity that were routed to it: hand over
   * the fragment, by answering with exactly this token, an empty payload if there is nothing.
   */
  void moveOut(IdentityKey fragment, PersonId from, long token, long asOf);

  /**
   * To the person {@code to}, before all later events of the identity: take in the fragment.
   *
   * @param payload what the identity's former person held, empty when nothing
   * @param forgottenAt when the identity was forgotten last before it held this, epoch
   *     milliseconds; {@code Long.MIN_VALUE} for never
   */
  void fragmentIn(IdentityKey fragment, PersonId to, byte[] payload, long forgottenAt, long asOf);

  /** A random number that no attempt before a failure has used. */
  long newToken();

  /**
   * Calls {@link NodeLogic#onTimer} for the current key at this time of the processing clock, epoch
   * milliseconds. There is at most one such wish per key at a time.
   */
  void wakeAt(long time);

  /**
   * Calls {@link NodeLogic#onExpiry} for the current key at this time of the log's clock, epoch
   * milliseconds. Several wishes may stand.
   */
  void expireAt(long time);

  /** A message that was passed on too often. */
  void deadLetter(ControlMessage message);

  /** A link that was not taken because the cluster is full. */
  void refused(Link link, long asOf);

  /** A decision that was not taken because the identity has too many. */
  void refused(Ruling ruling, long asOf);
}
