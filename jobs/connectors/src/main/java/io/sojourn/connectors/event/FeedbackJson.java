package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sojourn.core.channel.Feedback;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
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
      json.writeObjectFieldStart(Feedback.GROUP);
      for (Map.Entry<String, String> field : new TreeMap<>(told.fields()).entrySet()) {
        json.writeStringField(
            field.getKey().substring(Feedback.GROUP.length() + 1), field.getValue());
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** What a record of this event is keyed by, as every other event of its identity. */
  public static byte @Nullable [] key(byte[] event) {
    return InputLine.of(event).key();
  }
}
