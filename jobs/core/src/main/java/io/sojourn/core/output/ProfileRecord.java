package io.sojourn.core.output;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import java.util.List;
import java.util.Map;

/**
 * The merged profile of a person after a change.
 *
 * @param identities the identities whose fragments the person holds, in key order; empty when the
 *     last one has left
 * @param attributes merged attributes by dotted path
 * @param audiences names of the audiences the person is a member of, sorted
 */
public record ProfileRecord(
    long at,
    PersonId person,
    List<Identity> identities,
    Map<String, Object> attributes,
    List<String> audiences,
    String version)
    implements Output {

  /** Profiles are personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "ProfileRecord[" + person.text() + "]";
  }
}
