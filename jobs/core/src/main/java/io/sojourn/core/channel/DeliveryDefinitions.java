package io.sojourn.core.channel;

import org.jspecify.annotations.Nullable;

/** What delivery needs of a workspace. */
public interface DeliveryDefinitions {

  /** The template of this name, or null. */
  @Nullable MessageTemplate template(String name);

  /** The channel {@code email}, or null when the workspace has none. */
  @Nullable EmailChannel email();
}
