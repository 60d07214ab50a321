package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded.Accepted;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.Namespaces;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call of the Segment spec: {@code identify} updates the profile, {@code track}, {@code page} and
 * {@code screen} are experience events.
 *
 * <p>Senders are lenient, and so is this: the call may be named {@code action} and in any case, ids
 * may be integers, an empty id or time counts as absent, and a call without a time happened when it
 * arrived.
 */
final class SegmentReader {
  private static final List<String> TIMES = List.of("timestamp", "originalTimestamp", "sentAt");
  private static final List<String> IDS = List.of("userId", "anonymousId");

  private final Map<String, Object> top = new HashMap<>();
  private final Map<String, Object> properties = new HashMap<>();
  private final Map<String, Object> traits = new HashMap<>();
  private final Map<String, Object> contextTraits = new HashMap<>();
  private final IdentityClaims claims = new IdentityClaims();
  private @Nullable Refusal misshapen;

  /** Reads the parser's current object to its end. */
  void read(JsonParser parser, DeclaredFields declared) throws IOException, Refusal {
    for (String key = Json.nextKey(parser); key != null; key = Json.nextKey(parser)) {
      switch (key) {
        case "type",
            "action",
            "event",
            "name",
            "messageId",
            "userId",
            "anonymousId",
            "timestamp",
            "originalTimestamp",
            "sentAt" ->
            keep(key, Json.value(parser));
        case "properties" -> readPart(key, parser, declared.properties(), properties);
        case "traits" -> readPart(key, parser, declared.traits(), traits);
        case "context" -> readContext(parser, declared);
        default -> parser.skipChildren();
      }
    }
  }

  /** What was read, as an event. */
  Accepted event(Envelope envelope, Namespaces namespaces, DeclaredFields declared) throws Refusal {
    String call = call();
    if (misshapen != null) {
      throw misshapen;
    }
    boolean identify = call.equals("identify");
    String type = identify ? "" : call.equals("track") ? trackedEvent() : call;
    long time = time(envelope);
    claim(namespaces);
    List<Identity> who = claims.resolve(namespaces);
    Map<String, Object> fields;
    if (identify) {
      contextTraits.forEach(traits::putIfAbsent);
      fields = declared.profileOfTraits(traits);
    } else {
      Object name = top.get("name");
      if (name != null) {
        properties.putIfAbsent("name", name);
      }
      fields = declared.event(type, properties);
    }
    Event.Kind kind = identify ? Event.Kind.PROFILE : Event.Kind.EXPERIENCE;
    return new Accepted(
        new Event(envelope.id(top.get("messageId")), kind, type, time, who, fields),
        claims.blocked());
  }

  private String call() throws Refusal {
    String place = top.containsKey("type") ? "type" : "action";
    if (!(top.get(place) instanceof String name)) {
      throw new Refusal(ProblemCode.EVENT_CALL_INVALID, "type", "no name of a call");
    }
    String call = name.toLowerCase(Locale.ROOT);
    return switch (call) {
      case "identify", "track", "page", "screen" -> call;
      case "alias", "group" ->
          throw new Refusal(ProblemCode.EVENT_CALL_UNSUPPORTED, place, "the call " + call);
      default ->
          throw new Refusal(
              ProblemCode.EVENT_CALL_INVALID, place, "a call that the spec does not have");
    };
  }

  private String trackedEvent() throws Refusal {
    Object event = top.get("event");
    if (event instanceof String name && !name.isBlank()) {
      return name;
    }
    String seen = event instanceof String ? "a blank text" : Json.typeOf(event);
    throw new Refusal(ProblemCode.EVENT_CALL_INVALID, "event", seen + " for a name");
  }

  private long time(Envelope envelope) throws Refusal {
    for (String place : TIMES) {
      Object time = top.get(place);
      if (time != null && !isBlank(time)) {
        return envelope.time(place, time);
      }
    }
    return envelope.receivedAt();
  }

  private void claim(Namespaces namespaces) throws Refusal {
    boolean claimed = false;
    String unmapped = "";
    for (String place : IDS) {
      Object id = top.get(place) instanceof Long number ? number.toString() : top.get(place);
      Namespace namespace = namespaces.bySegmentId(place);
      if (id == null || isBlank(id)) {
        continue;
      }
      if (namespace == null) {
        unmapped = unmapped.isEmpty() ? place : unmapped;
      } else {
        claims.add(place, namespace.name(), id);
        claimed = true;
      }
    }
    Object email = traits.getOrDefault("email", contextTraits.get("email"));
    Namespace namespace = namespaces.bySegmentId("email");
    if (namespace != null && email != null && !isBlank(email)) {
      claims.add("traits.email", namespace.name(), email);
      claimed = true;
    }
    if (!claimed && !unmapped.isEmpty()) {
      throw new Refusal(
          ProblemCode.IDENTITY_NAMESPACE_UNKNOWN, unmapped, "no namespace with its segment id");
    }
  }

  private void readContext(JsonParser parser, DeclaredFields declared) throws IOException, Refusal {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      noObject("context", parser);
      return;
    }
    for (String key = Json.nextKey(parser); key != null; key = Json.nextKey(parser)) {
      if (key.equals("traits")) {
        readPart("context.traits", parser, declared.traits(), contextTraits);
      } else {
        parser.skipChildren();
      }
    }
  }

  private void readPart(String place, JsonParser parser, FieldTree tree, Map<String, Object> found)
      throws IOException, Refusal {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      tree.readObject(parser, found);
    } else {
      noObject(place, parser);
    }
  }

  /** Kept until the call is known: one that is not supported is refused for that. */
  private void noObject(String place, JsonParser parser) throws IOException, Refusal {
    Object value = Json.value(parser);
    if (value != null && misshapen == null) {
      misshapen =
          new Refusal(ProblemCode.EVENT_CALL_INVALID, place, Json.typeOf(value) + " for an object");
    }
  }

  private void keep(String key, @Nullable Object value) {
    if (value != null) {
      top.put(key, value);
    }
  }

  private static boolean isBlank(Object value) {
    return value instanceof String text && text.isBlank();
  }
}
