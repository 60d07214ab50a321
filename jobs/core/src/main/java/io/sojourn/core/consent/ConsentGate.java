package io.sojourn.core.consent;

import io.sojourn.core.profile.Profile;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message may be sent. Marketing needs the person's explicit yes, {@code
 * consents.marketing.<channel>.val} = {@code y} (XDM consent field group); anything else, and
 * nothing at all, is a no. Transactional messages need none.
 */
public final class ConsentGate {
  private ConsentGate() {}

  /** Null if the message may be sent, otherwise the reason why not. */
  public static @Nullable String refusal(Profile profile, String channel, boolean marketing) {
    if (!marketing || "y".equals(profile.value(path(channel)))) {
      return null;
    }
    return "no_consent";
  }

  /** What a profile says after somebody refused marketing on a channel. */
  public static Map<String, Object> refused(String channel) {
    return Map.of(path(channel), "n");
  }

  private static String path(String channel) {
    return "consents.marketing." + channel + ".val";
  }
}
