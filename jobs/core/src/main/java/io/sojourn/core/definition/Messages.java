package io.sojourn.core.definition;

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
    Map<String, ChannelTemplate> templates, Map<String, Endpoint> endpoints, boolean wantsFeedback)
    implements DeliveryDefinitions {

  /** Of a workspace that sends nothing. */
  public static final Messages NONE = new Messages(Map.of(), Map.of(), false);

  public Messages {
    templates = Map.copyOf(templates);
    endpoints = Map.copyOf(endpoints);
  }

  Messages withFeedback(boolean wanted) {
    return new Messages(templates, endpoints, wanted);
  }

  @Override
  public @Nullable ChannelTemplate template(String name) {
    return templates.get(name);
  }

  @Override
  public @Nullable Endpoint endpoint(String channel) {
    return endpoints.get(channel);
  }
}
