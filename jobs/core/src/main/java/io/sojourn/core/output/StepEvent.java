package io.sojourn.core.output;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;

/**
 * Something happened to a person in a journey, or did not, and why.
 *
 * @param identity the entry identity
 * @param instance id of the journey instance, 32 hex digits; empty where none was made
 * @param step name of the step; empty for the journey as a whole
 * @param event what happened
 * @param cause why: an event type, {@code audience:NAME}, {@code timeout}, or a reason for a
 *     discard; never personal data
 * @param version the workspace version that decided
 */
public record StepEvent(
    long at,
    PersonId person,
    Identity identity,
    String journey,
    int journeyVersion,
    String instance,
    String step,
    Kind event,
    String cause,
    String version)
    implements Output {

  /** What happened; the lower-case name is the wire form. */
  public enum Kind {
    /** An instance began. */
    ENTERED,
    /** A step was reached. */
    STEP,
    /** A message step issued its command. */
    ISSUED,
    /** A message step issued none; the cause says why. */
    REFUSED,
    /** An entry event started no instance; the cause says why. */
    DISCARDED,
    /** The instance reached an end step. */
    ENDED,
    /** The instance left by an exit criterion or its timeout. */
    EXITED
  }
}
