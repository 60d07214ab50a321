package io.sojourn.core.channel;

import org.jspecify.annotations.Nullable;

/** What delivery needs of a workspace. */
public interface DeliveryDefinitions {

  /** The template of this name, or null. */
  @Nullable ChannelTemplate template(String name);

  /** What the channel of this name goes through, or null when the workspace has none. */
  @Nullable Endpoint endpoint(String channel);

  /** Whether a journey or an audience asks what becomes of messages, see {@link Feedback}. */
  boolean wantsFeedback();
}
