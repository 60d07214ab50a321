package io.sojourn.core.definition;

import io.sojourn.core.channel.DeliveryDefinitions;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.MessageTemplate;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates and channels of a workspace. */
public record Messages(Map<String, MessageTemplate> templates, @Nullable EmailChannel email)
    implements DeliveryDefinitions {

  public Messages {
    templates = Map.copyOf(templates);
  }

  @Override
  public @Nullable MessageTemplate template(String name) {
    return templates.get(name);
  }
}
