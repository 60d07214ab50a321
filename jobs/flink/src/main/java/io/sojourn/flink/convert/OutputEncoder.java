package io.sojourn.flink.convert;

import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.schema.ContentItem;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Turns outputs into the records of their topics. Equal outputs become equal bytes. Not
 * thread-safe.
 */
public final class OutputEncoder {
  private final SingleObject codec = new SingleObject();
  private final String sandbox;

  public OutputEncoder(String sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * The record of an output. A profile without identities and a surface without content become
   * records without a value.
   */
  public OutputRecord encode(Output output) {
    if (output instanceof ProfileRecord p) {
      byte[] value = p.identities().isEmpty() ? null : codec.encode(profile(p));
      return new OutputRecord(Topic.PROFILES, Keys.person(p.person()), value, p.at());
    } else if (output instanceof Qualification q) {
      return encoded(Topic.QUALIFICATIONS, Keys.person(q.person()), qualification(q), q.at());
    } else if (output instanceof StepEvent s) {
      return encoded(Topic.JOURNEY_STEPS, Keys.person(s.person()), step(s), s.at());
    } else if (output instanceof Command c) {
      return encoded(
          Topic.commands(c.channel()),
          Keys.person(c.person()),
          CommandCodec.toWire(c, sandbox),
          c.at());
    } else if (output instanceof Content c) {
      byte[] value = c.items().isEmpty() ? null : codec.encode(content(c));
      return new OutputRecord(Topic.CONTENT, Keys.content(c.person(), c.surface()), value, c.at());
    } else if (output instanceof Assignment a) {
      return encoded(Topic.ASSIGNMENTS, Keys.identity(a.key()), assignment(a), a.at());
    }
    Rejection r = (Rejection) output;
    return encoded(Topic.REJECTIONS, null, rejection(r), r.at());
  }

  private OutputRecord encoded(
      Topic topic, byte @Nullable [] key, SpecificRecord value, long timestamp) {
    return new OutputRecord(topic, key, codec.encode(value), timestamp);
  }

  private SpecificRecord profile(ProfileRecord p) {
    return new io.sojourn.schema.ProfileRecord(
        sandbox,
        Instant.ofEpochMilli(p.at()),
        p.person().text(),
        Wire.toWire(p.identities()),
        Wire.toWire(p.attributes()),
        p.audiences(),
        p.version());
  }

  private SpecificRecord qualification(Qualification q) {
    return new io.sojourn.schema.Qualification(
        sandbox,
        Instant.ofEpochMilli(q.at()),
        q.person().text(),
        Wire.toWire(q.identity()),
        q.audience(),
        q.status().name().toLowerCase(Locale.ROOT),
        q.cause(),
        q.version());
  }

  private SpecificRecord content(Content c) {
    return new io.sojourn.schema.Content(
        sandbox,
        Instant.ofEpochMilli(c.at()),
        c.person().text(),
        c.surface(),
        c.items().stream().map(OutputEncoder::item).toList(),
        c.version());
  }

  private static ContentItem item(Content.Item item) {
    return new ContentItem(
        item.id(),
        item.journey(),
        item.journeyVersion(),
        item.instance(),
        item.step(),
        item.channel(),
        item.template(),
        item.priority(),
        Instant.ofEpochMilli(item.from()),
        Instant.ofEpochMilli(item.until()),
        item.body());
  }

  private SpecificRecord step(StepEvent s) {
    return new io.sojourn.schema.StepEvent(
        sandbox,
        Instant.ofEpochMilli(s.at()),
        s.person().text(),
        Wire.toWire(s.identity()),
        s.journey(),
        s.journeyVersion(),
        s.instance(),
        s.step(),
        s.event().name().toLowerCase(Locale.ROOT),
        s.cause(),
        s.version());
  }

  @SuppressWarnings("NullAway") // The generated constructor takes null for an optional field.
  private SpecificRecord assignment(Assignment a) {
    return new io.sojourn.schema.Assignment(
        sandbox,
        Instant.ofEpochMilli(a.at()),
        ByteBuffer.wrap(Keys.identity(a.key())),
        Wire.toWire(a.identity()),
        a.person().text(),
        a.previous() == null ? null : a.previous().text());
  }

  private SpecificRecord rejection(Rejection r) {
    return new io.sojourn.schema.Rejection(
        sandbox,
        Instant.ofEpochMilli(r.at()),
        r.problem().code().stage(),
        r.problem().code().name(),
        r.problem().place(),
        r.problem().seen(),
        r.source(),
        r.offset(),
        ByteBuffer.wrap(r.payload()),
        r.payloadSize(),
        r.payloadSha256());
  }
}
