package io.sojourn.flink.definition;

import io.sojourn.core.identity.IdentityKey;
import java.util.List;

/**
 * Identities that are to be forgotten.
 *
 * @param at when, by the log, epoch milliseconds
 */
public record Forgetting(List<IdentityKey> keys, long at) implements Notice {
  public Forgetting {
    keys = List.copyOf(keys);
  }
}
