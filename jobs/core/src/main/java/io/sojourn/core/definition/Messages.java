package io.sojourn.core.definition;

import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.ChannelTemplate;
import io.sojourn.core.channel.DeliveryDefinitions;
import io.sojourn.core.channel.Endpoint;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Templates and channels of a workspace, by name.
 *
 * @param wantsFeedback see {@link DeliveryDefinitions#wantsFeedback}
 */
public record Messages(
    Map<String, ChannelTemplate> templates, Map<String, Channel> channels, boolean wantsFeedback)
    implements DeliveryDefinitions {

  /** Of a workspace that sends nothing. */
  public static final Messages NONE = new Messages(Map.of(), Map.of(), false);

  public Messages {
    templates = Map.copyOf(templates);
    channels = Map.copyOf(channels);
  }

  Messages withFeedback(boolean wanted) {
    return new Messages(templates, channels, wanted);
  }

  @Override
  public @Nullable ChannelTemplate template(String name) {
    return templates.get(name);
  }

  /** The channel of this name, or null. */
  public @Nullable Channel channel(String name) {
    return channels.get(name);
  }

  @Override
  public @Nullable Endpoint endpoint(String channel) {
    return channel(channel) instanceof Endpoint endpoint ? endpoint : null;
  }
}
