package io.sojourn.connectors.event;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Outputs as lines of JSON, for people and for tools that follow {@code simulate}. The order of the
 * fields is fixed; {@code at} has milliseconds; maps are sorted by key. In {@code version} of
 * commands and steps stands the journey's version, in {@code workspace} that of the workspace.
 */
public final class OutputJson {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private OutputJson() {}

  /** The output as one line, without a line break. */
  public static String line(Output output) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
      json.writeStartObject();
      write(output, json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("A string does not fail", e);
    }
    return text.toString();
  }

  /** What stands in {@code kind}. */
  public static String kind(Output output) {
    if (output instanceof Assignment) {
      return "assignment";
    } else if (output instanceof Qualification) {
      return "qualification";
    } else if (output instanceof Command) {
      return "command";
    } else if (output instanceof Content) {
      return "content";
    } else if (output instanceof StepEvent) {
      return "step";
    }
    return output instanceof Rejection ? "rejection" : "profile";
  }

  private static void write(Output output, JsonGenerator json) throws IOException {
    if (output instanceof Assignment a) {
      assignment(a, json);
    } else if (output instanceof Qualification q) {
      qualification(q, json);
    } else if (output instanceof Command c) {
      command(c, json);
    } else if (output instanceof Content c) {
      content(c, json);
    } else if (output instanceof StepEvent s) {
      step(s, json);
    } else if (output instanceof Rejection r) {
      rejection(r, json);
    } else if (output instanceof ProfileRecord p) {
      profile(p, json);
    }
  }

  private static void begin(Output output, JsonGenerator json) throws IOException {
    json.writeStringField("kind", kind(output));
    json.writeStringField("at", time(Instant.ofEpochMilli(output.at())));
  }

  private static void assignment(Assignment a, JsonGenerator json) throws IOException {
    begin(a, json);
    json.writeStringField("identity", a.identity().text());
    json.writeStringField("personId", a.person().text());
    if (a.previous() != null) {
      json.writeStringField("previous", a.previous().text());
    }
  }

  private static void qualification(Qualification q, JsonGenerator json) throws IOException {
    begin(q, json);
    json.writeStringField("identity", q.identity().text());
    json.writeStringField("personId", q.person().text());
    json.writeStringField("audience", q.audience());
    json.writeStringField("status", q.status().name().toLowerCase(Locale.ROOT));
    json.writeStringField("reason", q.cause());
    json.writeStringField("workspace", q.version());
  }

  private static void command(Command c, JsonGenerator json) throws IOException {
    begin(c, json);
    json.writeStringField("identity", c.identity().text());
    json.writeStringField("personId", c.person().text());
    json.writeStringField("commandId", c.commandId());
    json.writeStringField("journey", c.journey());
    json.writeNumberField("version", c.journeyVersion());
    json.writeStringField("instance", c.instance());
    json.writeStringField("step", c.step());
    json.writeStringField("channel", c.channel());
    json.writeStringField("template", c.template());
    json.writeStringField("messageClass", c.messageClass());
    json.writeStringField("recipient", c.recipient());
    values("data", c.data(), json);
    json.writeStringField("workspace", c.version());
  }

  private static void content(Content c, JsonGenerator json) throws IOException {
    begin(c, json);
    json.writeStringField("personId", c.person().text());
    json.writeStringField("surface", c.surface());
    json.writeArrayFieldStart("items");
    for (Content.Item item : c.items()) {
      json.writeStartObject();
      json.writeStringField("contentId", item.id());
      json.writeStringField("journey", item.journey());
      json.writeNumberField("version", item.journeyVersion());
      json.writeStringField("instance", item.instance());
      json.writeStringField("step", item.step());
      json.writeStringField("channel", item.channel());
      json.writeStringField("template", item.template());
      json.writeNumberField("priority", item.priority());
      json.writeStringField("from", time(Instant.ofEpochMilli(item.from())));
      json.writeStringField("until", time(Instant.ofEpochMilli(item.until())));
      json.writeStringField("body", item.body());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("workspace", c.version());
  }

  private static void step(StepEvent s, JsonGenerator json) throws IOException {
    begin(s, json);
    json.writeStringField("identity", s.identity().text());
    json.writeStringField("personId", s.person().text());
    json.writeStringField("journey", s.journey());
    json.writeNumberField("version", s.journeyVersion());
    json.writeStringField("instance", s.instance());
    json.writeStringField("step", s.step());
    json.writeStringField("event", s.event().name().toLowerCase(Locale.ROOT));
    json.writeStringField("reason", s.cause());
    json.writeStringField("workspace", s.version());
  }

  private static void rejection(Rejection r, JsonGenerator json) throws IOException {
    begin(r, json);
    json.writeStringField("code", r.problem().code().name());
    json.writeStringField("stage", r.problem().code().stage());
    json.writeStringField("reason", r.problem().code().rule());
    json.writeStringField("place", r.problem().place());
    json.writeStringField("seen", r.problem().seen());
    json.writeStringField("source", r.source());
    json.writeNumberField("offset", r.offset());
    json.writeNumberField("payloadSize", r.payloadSize());
    json.writeStringField("payloadSha256", r.payloadSha256());
  }

  private static void profile(ProfileRecord p, JsonGenerator json) throws IOException {
    begin(p, json);
    json.writeStringField("personId", p.person().text());
    texts("identities", p.identities().stream().map(Identity::text).toList(), json);
    values("attributes", p.attributes(), json);
    texts("audiences", p.audiences(), json);
    json.writeStringField("workspace", p.version());
  }

  private static void texts(String name, List<String> texts, JsonGenerator json)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }

  private static void values(String name, Map<String, Object> values, JsonGenerator json)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Object> entry : new TreeMap<>(values).entrySet()) {
      json.writeFieldName(entry.getKey());
      value(entry.getValue(), json);
    }
    json.writeEndObject();
  }

  private static void value(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof Double number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Instant instant) {
      json.writeString(time(instant));
    } else {
      json.writeString(value.toString());
    }
  }

  private static String time(Instant instant) {
    return MILLIS.format(instant);
  }
}
