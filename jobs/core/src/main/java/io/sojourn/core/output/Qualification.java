package io.sojourn.core.output;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;

/**
 * A person's membership of an audience changed or was confirmed.
 *
 * @param identity the person's identity of the highest namespace priority
 * @param cause {@code event}, {@code window}, {@code moved} or {@code definition}
 * @param version the workspace version that decided
 */
public record Qualification(
    long at,
    PersonId person,
    Identity identity,
    String audience,
    Status status,
    String cause,
    String version)
    implements Output {

  /** What became of the membership; the lower-case name is the wire form. */
  public enum Status {
    ENTERED,
    EXISTING,
    EXITED
  }
}
