package io.sojourn.flink.convert;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.schema.ContentItem;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Topic;
import io.sojourn.schema.WireException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** Turns records back into outputs. Not thread-safe. */
public final class OutputDecoder {
  private final SingleObject codec = new SingleObject();

  /**
   * The output that a record holds. A profile's record without a value becomes a profile without
   * identities, attributes, audiences and version; one of content becomes content without items and
   * version.
   *
   * @throws WireException if it holds none, or one of a later release that this one cannot name
   */
  public Output decode(OutputRecord record) {
    byte[] key = record.key();
    byte[] value = record.value();
    try {
      if (value != null) {
        return decode(codec.decode(value));
      } else if (record.topic() == Topic.PROFILES && key != null) {
        return new ProfileRecord(
            record.timestamp(), Keys.person(key), List.of(), Map.of(), List.of(), "");
      } else if (record.topic() == Topic.CONTENT && key != null) {
        return nothing(record.timestamp(), new String(key, StandardCharsets.UTF_8));
      }
    } catch (IllegalArgumentException e) {
      throw new WireException("a person id, code or status that is none of ours");
    }
    throw new WireException("no value");
  }

  private static Output decode(SpecificRecord message) {
    if (message instanceof io.sojourn.schema.ProfileRecord p) {
      return profile(p);
    } else if (message instanceof io.sojourn.schema.Qualification q) {
      return qualification(q);
    } else if (message instanceof io.sojourn.schema.StepEvent s) {
      return step(s);
    } else if (message instanceof io.sojourn.schema.Command c) {
      return CommandCodec.fromWire(c);
    } else if (message instanceof io.sojourn.schema.Content c) {
      return content(c);
    } else if (message instanceof io.sojourn.schema.Assignment a) {
      return assignment(a);
    } else if (message instanceof io.sojourn.schema.Rejection r) {
      return rejection(r);
    }
    throw new WireException("a " + message.getClass().getSimpleName() + ", which is no output");
  }

  private static Output profile(io.sojourn.schema.ProfileRecord p) {
    return new ProfileRecord(
        p.getAt().toEpochMilli(),
        PersonId.parse(p.getPerson()),
        Wire.fromWire(p.getIdentities()),
        Wire.fromWire(p.getAttributes()),
        List.copyOf(p.getAudiences()),
        p.getVersion());
  }

  private static Output qualification(io.sojourn.schema.Qualification q) {
    return new Qualification(
        q.getAt().toEpochMilli(),
        PersonId.parse(q.getPerson()),
        Wire.fromWire(q.getIdentity()),
        q.getAudience(),
        Qualification.Status.valueOf(q.getStatus().toUpperCase(Locale.ROOT)),
        q.getCause(),
        q.getVersion());
  }

  private static Output nothing(long at, String key) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new WireException("a key without a surface");
    }
    PersonId person = PersonId.parse(key.substring(0, slash));
    return new Content(at, person, key.substring(slash + 1), List.of(), "");
  }

  private static Output content(io.sojourn.schema.Content c) {
    return new Content(
        c.getAt().toEpochMilli(),
        PersonId.parse(c.getPerson()),
        c.getSurface(),
        c.getItems().stream().map(OutputDecoder::item).toList(),
        c.getVersion());
  }

  private static Content.Item item(ContentItem item) {
    return new Content.Item(
        item.getId(),
        item.getJourney(),
        item.getJourneyVersion(),
        item.getInstance(),
        item.getStep(),
        item.getChannel(),
        item.getTemplate(),
        item.getPriority(),
        item.getFrom().toEpochMilli(),
        item.getUntil().toEpochMilli(),
        item.getBody());
  }

  private static Output step(io.sojourn.schema.StepEvent s) {
    return new StepEvent(
        s.getAt().toEpochMilli(),
        PersonId.parse(s.getPerson()),
        Wire.fromWire(s.getIdentity()),
        s.getJourney(),
        s.getJourneyVersion(),
        s.getInstance(),
        s.getStep(),
        StepEvent.Kind.valueOf(s.getEvent().toUpperCase(Locale.ROOT)),
        s.getCause(),
        s.getVersion());
  }

  private static Output assignment(io.sojourn.schema.Assignment a) {
    String previous = a.getPrevious();
    return new Assignment(
        a.getAt().toEpochMilli(),
        Wire.key(a.getKey()),
        Wire.fromWire(a.getIdentity()),
        PersonId.parse(a.getPerson()),
        previous == null ? null : PersonId.parse(previous));
  }

  private static Output rejection(io.sojourn.schema.Rejection r) {
    return new Rejection(
        r.getAt().toEpochMilli(),
        new Problem(ProblemCode.valueOf(r.getCode()), r.getPlace(), r.getSeen()),
        r.getSource(),
        r.getOffset(),
        Wire.bytes(r.getPayload()),
        r.getPayloadSize(),
        r.getPayloadSha256());
  }
}
