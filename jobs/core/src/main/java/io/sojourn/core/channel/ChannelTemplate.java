package io.sojourn.core.channel;

import java.util.Set;

/** What a command is made into a message with, of the kind that a channel takes. */
public sealed interface ChannelTemplate permits MessageTemplate, RequestTemplate, ContentTemplate {

  /** The dotted paths it reads, sorted, for example {@code profile.person.name.firstName}. */
  Set<String> references();

  /** The same that does something else about values that are missing; at first nothing. */
  ChannelTemplate with(Missing other);
}
