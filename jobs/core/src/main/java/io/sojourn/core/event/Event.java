package io.sojourn.core.event;

import io.sojourn.core.identity.Identity;
import java.util.List;
import java.util.Map;

/**
 * One customer event or profile update, reduced to what the workspace declares.
 *
 * @param id what makes it one and the same when it is sent twice, at most 256 characters
 * @param kind what it does to a person
 * @param type its event type, for example {@code commerce.purchases}; empty for a profile update
 * @param time when it happened, epoch milliseconds
 * @param identities 1 to 20 identities with normalised values, distinct, the primary one (highest
 *     namespace priority) first
 * @param fields declared fields by dotted path; values are Boolean, Long, Double, String or {@code
 *     java.time.Instant}
 */
public record Event(
    String id,
    Kind kind,
    String type,
    long time,
    List<Identity> identities,
    Map<String, Object> fields) {

  /** What an event does to a person. */
  public enum Kind {
    /** Something happened: it counts in signals and can start or end journeys. */
    EXPERIENCE,
    /** The fields are profile attributes. */
    PROFILE
  }

  public Identity primary() {
    return identities.get(0);
  }

  /** Events carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "Event[" + kind + " " + type + "]";
  }
}
