package io.sojourn.core.output;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import org.jspecify.annotations.Nullable;

/**
 * An identity now belongs to a person.
 *
 * @param key the key of the identity
 * @param identity the identity
 * @param person the person from now on
 * @param previous the person until now, or null when it was not linked before, and when its person
 *     is said again after a restart
 */
public record Assignment(
    long at, IdentityKey key, Identity identity, PersonId person, @Nullable PersonId previous)
    implements Output {}
