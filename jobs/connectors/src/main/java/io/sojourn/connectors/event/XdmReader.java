package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonParser;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded.Accepted;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespaces;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An XDM ExperienceEvent, or a profile record: the one without {@code eventType}. Keys may have the
 * prefix {@code xdm:} of XDM's JSON-LD form.
 */
final class XdmReader {
  private final Map<String, Object> found = new HashMap<>();
  private IdentityClaims identities = new IdentityClaims();
  private @Nullable Object id;
  private @Nullable Object type;
  private @Nullable Object time;

  /** Reads the parser's current object to its end. */
  void read(JsonParser parser, DeclaredFields declared) throws IOException, Refusal {
    for (String key = Json.nextKey(parser); key != null; key = Json.nextKey(parser)) {
      String name = FieldTree.plain(key);
      switch (name) {
        case "_id", "@id" -> id = Json.value(parser);
        case "eventType" -> type = Json.value(parser);
        case "timestamp" -> time = Json.value(parser);
        case "identityMap" -> {
          identities = new IdentityClaims();
          identities.readIdentityMap(parser);
        }
        default -> declared.xdm().readField(name, parser, found);
      }
    }
  }

  /** What was read, as an event. */
  Accepted event(Envelope envelope, Namespaces namespaces, DeclaredFields declared) throws Refusal {
    Event event =
        type == null
            ? profile(envelope, namespaces, declared)
            : experience(envelope, namespaces, declared);
    return new Accepted(event, identities.blocked());
  }

  private Event experience(Envelope envelope, Namespaces namespaces, DeclaredFields declared)
      throws Refusal {
    if (!(type instanceof String eventType) || eventType.isBlank()) {
      throw new Refusal(ProblemCode.EVENT_TYPE_MISSING, "eventType", "no text");
    }
    if (time == null) {
      throw new Refusal(ProblemCode.EVENT_TIME_MISSING, "timestamp", "nothing");
    }
    long at = envelope.time("timestamp", time);
    List<Identity> who = identities.resolve(namespaces);
    Map<String, Object> fields = declared.event(eventType, found);
    return new Event(envelope.id(id), Event.Kind.EXPERIENCE, eventType, at, who, fields);
  }

  private Event profile(Envelope envelope, Namespaces namespaces, DeclaredFields declared)
      throws Refusal {
    Object modified = found.get(DeclaredFields.MODIFIED);
    long at = envelope.receivedAt();
    if (time != null) {
      at = envelope.time("timestamp", time);
    } else if (modified != null) {
      at = envelope.time(DeclaredFields.MODIFIED, modified);
    }
    List<Identity> who = identities.resolve(namespaces);
    Map<String, Object> fields = declared.profile(found);
    return new Event(envelope.id(id), Event.Kind.PROFILE, "", at, who, fields);
  }
}
