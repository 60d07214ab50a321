package io.sojourn.core.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the messages of a channel go through: one provider, with its address and its pace. */
public sealed interface Endpoint permits EmailChannel, HttpChannel {
  /** Where a definition says nothing else. */
  Duration STANDARD_VALIDITY = Duration.ofDays(3);

  /** The channel's name, as journeys say it. */
  String name();

  /** Most messages per second over all senders, at least 1. */
  int ratePerSecond();

  /**
   * The namespace of the identity that a message goes to, which is its address; null if messages
   * have none.
   */
  @Nullable String addressedBy();

  /** Whether it learns that an address is no more, which journeys have to hear of. */
  default boolean tellsOfGoneAddresses() {
    return false;
  }

  /** How long after its command a message may still be sent, more than zero. */
  Duration validity();

  /** Whether messages for it can be made with this template. */
  boolean takes(ChannelTemplate template);
}
