package io.sojourn.core.audience;

import io.sojourn.core.definition.Workspace;
import org.jspecify.annotations.Nullable;

/** Reads signals from stored memberships. */
public final class SignalValues {
  private SignalValues() {}

  /**
   * @param stored may be null: a person without any
   */
  public static @Nullable Object value(
      byte @Nullable [] stored, Workspace workspace, String audience, String signal, long now) {
    Memberships memberships = stored == null ? new Memberships() : Memberships.fromBytes(stored);
    return workspace.audiences().stream()
        .filter(a -> a.name().equals(audience))
        .map(a -> memberships.value(a.signals().get(signal), now))
        .findFirst()
        .orElseThrow();
  }
}
