package io.sojourn.core.profile;

import io.sojourn.core.event.Event;
import io.sojourn.core.expression.Bindings;
import io.sojourn.core.expression.Reference;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What expressions about a person can read.
 *
 * @param profile gives {@code profile.*}
 * @param audiences gives {@code audiences['…']}
 * @param event fields of {@code event.*}, with {@code time} and {@code type} among them
 * @param instanceKey gives {@code instance.key}
 */
public record PersonBindings(
    Profile profile, Set<String> audiences, Map<String, Object> event, String instanceKey)
    implements Bindings {

  /** For conditions that look at no event and no instance. */
  public static PersonBindings of(Profile profile, Set<String> audiences) {
    return new PersonBindings(profile, audiences, Map.of(), "");
  }

  public PersonBindings with(Map<String, Object> otherEvent, String otherKey) {
    return new PersonBindings(profile, audiences, otherEvent, otherKey);
  }

  /** The fields of an event as expressions see them. */
  public static Map<String, Object> fields(Event event) {
    Map<String, Object> fields = new HashMap<>(event.fields());
    fields.put("time", Instant.ofEpochMilli(event.time()));
    fields.put("type", event.type());
    return fields;
  }

  @Override
  public @Nullable Object value(Reference reference) {
    return switch (reference.variable()) {
      case "profile" -> profile.value(reference.path());
      case "event" -> event.get(reference.path());
      case "audiences" -> audiences.contains(reference.path());
      case "instance" -> instanceKey;
      default -> null;
    };
  }
}
