package io.sojourn.core.definition;

import io.sojourn.core.definition.Journey.Again;
import io.sojourn.core.definition.Journey.OnAudience;
import io.sojourn.core.definition.Journey.OnEvent;
import io.sojourn.core.definition.Journey.Trigger;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.expression.Expression;
import io.sojourn.core.expression.Scope;
import io.sojourn.core.output.Qualification.Status;
import io.sojourn.core.schema.ValueType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code journeys/*.yaml}. */
final class JourneyParser {
  private static final long DAY = 24 * 3_600_000L;

  private final Expressions expressions;
  private final Problems problems;
  private final long timeScale;
  private final Map<String, ValueType> audiences = new HashMap<>();
  private final StepParser steps;

  JourneyParser(
      Expressions expressions,
      Problems problems,
      long timeScale,
      Set<String> audienceNames,
      Messages messages) {
    this.expressions = expressions;
    this.problems = problems;
    this.timeScale = timeScale;
    audienceNames.forEach(name -> audiences.put(name, ValueType.BOOL));
    this.steps = new StepParser(expressions, problems, timeScale, messages);
  }

  @Nullable Journey journey(Node.Fields root) {
    Reader reader =
        new Reader(root, problems)
            .only(
                "journey", "version", "description", "entry", "exit", "timeout", "start", "steps");
    String name = reader.name("journey");
    Node entryNode = reader.required("entry");
    Node.Fields entry = entryNode == null ? null : reader.asFields(entryNode, "'entry'");
    if (entry == null) {
      return null;
    }
    Reader entryReader =
        new Reader(entry, problems)
            .only("event", "where", "audience", "on", "key", "again", "stale");
    Trigger trigger = trigger(entryReader, scope());
    Expression key = null;
    Node.Text keyText = entryReader.text("key");
    if (keyText != null && trigger instanceof OnEvent event) {
      key =
          expressions.compile(keyText, expressions.withEvent(scope(), event.type()).build(), null);
    } else if (keyText != null && trigger instanceof OnAudience) {
      problems.add(
          ProblemCode.DEFINITION_UNKNOWN_KEY, keyText, "a key, but only an entry by event has one");
    }
    List<Trigger> exits = new ArrayList<>();
    for (Node item : reader.items("exit")) {
      Node.Fields fields = reader.asFields(item, "an exit criterion");
      Trigger exit =
          fields == null
              ? null
              : trigger(
                  new Reader(fields, problems).only("event", "where", "audience", "on"),
                  instanceScope(scope()));
      if (exit != null) {
        exits.add(exit);
      }
    }
    String entryEvent = trigger instanceof OnEvent event ? event.type() : null;
    Scope stepScope =
        entryEvent == null
            ? instanceScope(scope()).build()
            : expressions.withEvent(instanceScope(scope()), entryEvent).build();
    Map<String, Step> parsed = new LinkedHashMap<>();
    reader
        .map("steps")
        .forEach(
            (stepName, node) -> {
              Node.Fields fields = reader.asFields(node, "the step '" + stepName + "'");
              Step step = fields == null ? null : steps.step(fields, stepScope);
              if (step != null) {
                parsed.put(stepName, step);
              }
            });
    reader.required("steps");
    Node.Text start = reader.requiredText("start");
    steps.checkTargets(root, start, reader.map("steps").keySet(), parsed);
    if (trigger == null || start == null) {
      return null;
    }
    return new Journey(
        name,
        reader.integer("version", 1, 1, 1_000_000),
        trigger,
        key,
        again(entryReader),
        exits,
        scaled(reader.duration("timeout", 91 * DAY)),
        scaled(entryReader.duration("stale", DAY)),
        start.value(),
        parsed);
  }

  private @Nullable Trigger trigger(Reader reader, Scope.Builder scope) {
    if (reader.has("audience")) {
      Node.Text audience = reader.requiredText("audience");
      Status status = reader.choice("on", Status.class);
      if (audience != null && !audiences.containsKey(audience.value())) {
        problems.add(
            ProblemCode.DEFINITION_REFERENCE, audience, "the audience '" + audience.value() + "'");
      }
      return audience == null || status == null ? null : new OnAudience(audience.value(), status);
    }
    Node.Text event = reader.requiredText("event");
    if (event == null) {
      return null;
    }
    expressions.checkEvent(event);
    Node.Text where = reader.text("where");
    Expression condition =
        where == null
            ? null
            : expressions.condition(where, expressions.withEvent(scope, event.value()).build());
    return new OnEvent(event.value(), condition);
  }

  private Again again(Reader entry) {
    Node node = entry.optional("again");
    if (node == null) {
      return Again.NEVER;
    }
    if (node instanceof Node.Fields fields) {
      Reader reader = new Reader(fields, problems).only("after");
      reader.required("after");
      return new Again(true, scaled(reader.duration("after", 0)));
    }
    Node.Text text = entry.text("again");
    if (text != null && text.value().equals("always")) {
      return Again.ALWAYS;
    }
    if (text != null && !text.value().equals("never")) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          text,
          "'" + text.value() + "', not never, always or {after: 7d}");
    }
    return Again.NEVER;
  }

  private Scope.Builder scope() {
    return expressions.profileScope().map("audiences", audiences);
  }

  private static Scope.Builder instanceScope(Scope.Builder scope) {
    return scope.struct("instance", Map.of("key", ValueType.STRING));
  }

  private long scaled(long millis) {
    return Math.max(1, millis / timeScale);
  }
}
