package io.sojourn.core.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A surface on which an application shows what journeys place there: in-app messages, web, content
 * cards, code-based experiences. Nothing is sent: the application looks up what there is.
 *
 * @param name the channel's name, not {@code email}
 * @param surface what the application looks up by, for example {@code web://shop.example/home}; in
 *     visible ASCII characters, at most {@link #LONGEST_SURFACE}
 * @param validity how long content is shown, more than zero; never longer than its journey lasts
 */
public record ContentChannel(String name, String surface, Duration validity) implements Channel {
  /** Most characters of a surface. */
  public static final int LONGEST_SURFACE = 256;

  public ContentChannel {
    if (!surface.matches("[!-~]{1," + LONGEST_SURFACE + "}")) {
      throw new IllegalArgumentException(
          "a surface of others than up to " + LONGEST_SURFACE + " visible ASCII characters");
    }
  }

  /** The surface is the address, and the person whoever looks at it. */
  @Override
  public @Nullable String addressedBy() {
    return null;
  }

  @Override
  public boolean takes(ChannelTemplate template) {
    return template instanceof ContentTemplate;
  }
}
