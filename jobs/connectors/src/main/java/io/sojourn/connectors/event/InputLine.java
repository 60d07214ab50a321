package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sojourn.core.codec.Hash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a line of a file says about itself before anybody decodes it: when it was received, and whom
 * it is about. Lenient: of a line that is no JSON it gives what stands before the fault.
 */
public final class InputLine {
  private static final int KEY_BYTES = 16;

  private @Nullable Long receivedAt;
  private @Nullable Long timestamp;
  private @Nullable Long original;
  private @Nullable Long sent;
  private @Nullable String mapped;
  private @Nullable String userId;
  private @Nullable String anonymousId;

  private InputLine() {}

  /** Looks at a line; never throws on its content. */
  public static InputLine of(byte[] line) {
    InputLine seen = new InputLine();
    try (JsonParser parser = Json.FACTORY.createParser(line)) {
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        seen.read(parser);
      }
    } catch (IOException | Refusal e) {
      // The job decides what is malformed, and says so.
    }
    return seen;
  }

  /**
   * The time in the place of the log's: {@code receivedAt}, as RFC 3339 or epoch milliseconds, else
   * {@code timestamp}, else the {@code originalTimestamp} or {@code sentAt} of a Segment call. Null
   * without one, or if it is outside the years 2000 to 2100, which no input may be.
   */
  public @Nullable Long time() {
    for (Long time : Arrays.asList(receivedAt, timestamp, original, sent)) {
      if (time != null) {
        return time;
      }
    }
    return null;
  }

  /**
   * What the record is keyed by, so that records about one identity stay in order: a hash of the
   * first identity that it names. Null if none was found.
   */
  public byte @Nullable [] key() {
    for (String identity : Arrays.asList(mapped, userId, anonymousId)) {
      if (identity != null) {
        return Arrays.copyOf(Hash.sha256(identity.getBytes(StandardCharsets.UTF_8)), KEY_BYTES);
      }
    }
    return null;
  }

  private void read(JsonParser parser) throws IOException, Refusal {
    for (String key = Json.nextKey(parser); key != null; key = Json.nextKey(parser)) {
      switch (FieldTree.plain(key)) {
        case "receivedAt" -> receivedAt = moment(Json.value(parser));
        case "timestamp" -> timestamp = text(Json.value(parser));
        case "originalTimestamp" -> original = text(Json.value(parser));
        case "sentAt" -> sent = text(Json.value(parser));
        case "userId" -> userId = identity(Json.value(parser));
        case "anonymousId" -> anonymousId = identity(Json.value(parser));
        case "identityMap" -> mapped = firstMapped(parser);
        default -> parser.skipChildren();
      }
    }
  }

  private static @Nullable String firstMapped(JsonParser parser) throws IOException, Refusal {
    String first = null;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return null;
    }
    for (String name = Json.nextKey(parser); name != null; name = Json.nextKey(parser)) {
      if (first != null || parser.currentToken() != JsonToken.START_ARRAY) {
        parser.skipChildren();
        continue;
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        String id = id(parser);
        first = first == null && id != null ? name + ":" + id : first;
      }
    }
    return first;
  }

  private static @Nullable String id(JsonParser parser) throws IOException, Refusal {
    String id = null;
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String key = Json.nextKey(parser); key != null; key = Json.nextKey(parser)) {
        Object value = Json.value(parser);
        id = FieldTree.plain(key).equals("id") ? identity(value) : id;
      }
    } else {
      parser.skipChildren();
    }
    return id;
  }

  private static @Nullable String identity(@Nullable Object value) {
    boolean named = value instanceof Long || value instanceof String text && !text.isBlank();
    return named ? String.valueOf(value) : null;
  }

  private static @Nullable Long moment(@Nullable Object value) {
    return value instanceof Long millis ? bounded(millis) : text(value);
  }

  private static @Nullable Long text(@Nullable Object value) {
    return value instanceof String text ? bounded(Rfc3339.parse(text)) : null;
  }

  private static @Nullable Long bounded(long time) {
    return Envelope.isInBounds(time) ? time : null;
  }
}
