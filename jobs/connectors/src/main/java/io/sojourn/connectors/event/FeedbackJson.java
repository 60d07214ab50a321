package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sojourn.core.channel.Feedback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Feedback as the events topic takes it: an XDM experience event in JSON. */
public final class FeedbackJson {
  private FeedbackJson() {}

  public static byte[] event(Feedback.Told told) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("_id", told.id());
      json.writeStringField("eventType", Feedback.EVENT_TYPE);
      json.writeStringField("timestamp", Instant.ofEpochMilli(told.at()).toString());
      json.writeObjectFieldStart("identityMap");
      json.writeArrayFieldStart(told.identity().namespace());
      json.writeStartObject();
      json.writeStringField("id", told.identity().value());
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      writeNested(json, "", new TreeMap<>(told.fields()));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Writes dotted paths that begin with a prefix, as objects inside each other. */
  private static void writeNested(
      JsonGenerator json, String prefix, SortedMap<String, String> fields) throws IOException {
    SortedMap<String, String> left = fields;
    while (!left.isEmpty()) {
      String path = left.firstKey();
      int dot = path.indexOf('.', prefix.length());
      if (dot < 0) {
        json.writeStringField(path.substring(prefix.length()), left.get(path));
        left = left.tailMap(path + "\0");
      } else {
        String inside = path.substring(0, dot + 1);
        json.writeObjectFieldStart(path.substring(prefix.length(), dot));
        writeNested(json, inside, left.subMap(inside, inside + Character.MAX_VALUE));
        json.writeEndObject();
        left = left.tailMap(inside + Character.MAX_VALUE);
      }
    }
  }

  /** What a record of this event is keyed by, as every other event of its identity. */
  public static byte @Nullable [] key(byte[] event) {
    return InputLine.of(event).key();
  }
}
