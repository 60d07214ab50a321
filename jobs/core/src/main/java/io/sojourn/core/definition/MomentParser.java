package io.sojourn.core.definition;

import io.sojourn.core.definition.Scenario.Moment;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.Schema;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Parses {@code given} and {@code when} of a scenario: what happens, and when. */
final class MomentParser {
  private static final String PROFILE = "profile";
  private static final String IDENTITIES = "identityMap";

  private final @Nullable Schema schema;
  private final Problems problems;
  private final List<Moment> moments = new ArrayList<>();
  private @Nullable Node identities;

  /**
   * @param schema what records may carry; null when that cannot be told
   */
  MomentParser(@Nullable Schema schema, Problems problems) {
    this.schema = schema;
    this.problems = problems;
  }

  /** The moments in order; the given profile arrives at the first of them, before all else. */
  List<Moment> moments(Reader scenario) {
    Node.Fields given = fields(scenario.optional("given"), "'given'");
    Node.Fields profile = null;
    if (given != null) {
      new Reader(given, problems).only(PROFILE);
      profile = fields(given.get(PROFILE), "'profile'");
      identities = profile == null ? null : profile.get(IDENTITIES);
    }
    List<Node> items = scenario.items("when");
    if (items.isEmpty()) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY,
          scenario.node(),
          "a scenario in which nothing happens");
    }
    Long time = null;
    for (Node item : items) {
      Node.Fields fields = fields(item, "a moment");
      if (fields == null) {
        continue;
      }
      Reader reader =
          new Reader(fields, problems)
              .only("at", "after", "event", "data", PROFILE, IDENTITIES, "id", "timestamp");
      long at = time(reader, time);
      if (time == null && profile != null) {
        profileRecord(profile, at);
      }
      time = at;
      moment(reader, at);
    }
    return moments;
  }

  private void moment(Reader reader, long at) {
    Node.Fields profile = fields(reader.optional(PROFILE), "'profile'");
    Node.Text event = reader.text("event");
    if (event != null && profile != null) {
      problems.add(ProblemCode.DEFINITION_VALUE, profile, "an event and a profile in one moment");
    } else if (event != null) {
      eventRecord(event, reader, at);
    } else if (profile != null) {
      profileRecord(profile, at);
    } else {
      for (String key : List.of("data", IDENTITIES, "id", "timestamp")) {
        if (reader.has(key)) {
          problems.add(
              ProblemCode.DEFINITION_VALUE,
              reader.node().keyNode(key),
              "'" + key + "' in a moment without an event");
        }
      }
      moments.add(new Moment(Place.of(reader.node()), at, "", ""));
    }
  }

  private void eventRecord(Node.Text event, Reader reader, long at) {
    String type = event.value();
    Map<String, Field> declared = null;
    if (schema != null && schema.events().containsKey(type)) {
      declared = schema.event(type);
    } else if (schema != null) {
      problems.add(
          ProblemCode.DEFINITION_REFERENCE,
          event,
          "the event type '" + type + "', which schema.yaml does not declare");
    }
    ScenarioRecord input = record(at).text("eventType", type);
    Node.Text id = reader.text("id");
    if (id != null) {
      input.text("_id", id.value());
    }
    Node.Text timestamp = reader.text("timestamp");
    if (timestamp != null) {
      input.text("timestamp", timestamp.value());
    }
    identities(reader.optional(IDENTITIES), input);
    Node.Fields data = fields(reader.optional("data"), "'data'");
    if (data != null) {
      input.fields(data, declared, type, problems);
    }
    moments.add(new Moment(Place.of(reader.node()), at, type, input.json()));
  }

  private void profileRecord(Node.Fields profile, long at) {
    ScenarioRecord input = record(at);
    identities(profile.get(IDENTITIES), input);
    input.fields(
        profile.without(IDENTITIES), schema == null ? null : schema.profile(), PROFILE, problems);
    moments.add(new Moment(Place.of(profile), at, PROFILE, input.json()));
  }

  private ScenarioRecord record(long at) {
    return new ScenarioRecord("scenario-" + (moments.size() + 1), at);
  }

  private void identities(@Nullable Node own, ScenarioRecord input) {
    Node map = own == null ? identities : own;
    if (map != null) {
      input.tree(IDENTITIES, map);
    }
  }

  /** When a moment is; the first one says it outright. */
  private long time(Reader reader, @Nullable Long before) {
    Node.Text at = reader.text("at");
    Node.Text after = reader.text("after");
    long start = before == null ? 0 : before;
    if ((at == null) == (after == null)) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY, reader.node(), "not one of 'at' and 'after'");
      return start;
    }
    if (at != null) {
      return time(at, start);
    }
    if (before == null) {
      problems.add(
          ProblemCode.DEFINITION_VALUE, reader.node(), "'after' in the first moment, not 'at'");
    }
    return start + reader.duration("after", 0);
  }

  private long time(Node.Text at, long start) {
    Long time = parse(at);
    if (time == null) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          at,
          "'" + at.value() + "', not a time such as 2026-03-28T23:45:00Z");
    } else if (time < start) {
      problems.add(ProblemCode.DEFINITION_VALUE, at, "a time before that of the moment above");
    }
    return time == null ? start : Math.max(time, start);
  }

  /** Epoch milliseconds of an ISO 8601 time, or null. */
  static @Nullable Long parse(Node.Text text) {
    try {
      return OffsetDateTime.parse(text.value()).toInstant().toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  private Node.@Nullable Fields fields(@Nullable Node node, String what) {
    if (node == null || node instanceof Node.Fields) {
      return (Node.Fields) node;
    }
    problems.add(ProblemCode.DEFINITION_VALUE, node, what + " is " + node.shape() + ", not a map");
    return null;
  }
}
