package io.sojourn.core.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A way to a customer, as journeys name it. */
public sealed interface Channel permits Endpoint, ContentChannel {
  /** Where a definition says nothing else. */
  Duration STANDARD_VALIDITY = Duration.ofDays(3);

  /** The channel's name, as journeys say it. */
  String name();

  /**
   * The namespace of the identity that a message goes to, which is its address; null if messages
   * have none.
   */
  @Nullable String addressedBy();

  /** How long after its step a message is worth anything, more than zero. */
  Duration validity();

  /** Whether messages for it can be made with this template. */
  boolean takes(ChannelTemplate template);
}
