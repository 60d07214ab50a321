package io.sojourn.core.identity;

import java.util.List;

/**
 * Asks that identities be forgotten. It names them by their keys, for it is kept for a year.
 *
 * @param keys 1 to {@link #MOST}
 */
public record ForgetCommand(List<IdentityKey> keys) implements IdentityRequest {
  /** Most identities of one command. */
  public static final int MOST = 1_000;

  public ForgetCommand {
    keys = List.copyOf(keys);
    if (keys.isEmpty() || keys.size() > MOST) {
      throw new IllegalArgumentException(keys.size() + " identities, 1 to " + MOST + " can be");
    }
  }
}
