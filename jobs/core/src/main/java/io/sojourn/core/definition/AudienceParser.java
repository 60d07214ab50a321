package io.sojourn.core.definition;

import io.sojourn.core.codec.Hash;
import io.sojourn.core.definition.Signal.Aggregate;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.expression.Expression;
import io.sojourn.core.expression.Reference;
import io.sojourn.core.expression.Scope;
import io.sojourn.core.schema.ValueType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads {@code audiences/*.yaml}. */
final class AudienceParser {
  private static final Set<String> RESERVED =
      Set.of("profile", "event", "audiences", "computed", "instance", "person", "now");

  private final Expressions expressions;
  private final Problems problems;
  private final long timeScale;
  private final Map<String, ValueType> audienceNames = new HashMap<>();

  /**
   * @param audienceNames every audience of the workspace
   */
  AudienceParser(
      Expressions expressions, Problems problems, long timeScale, Set<String> audienceNames) {
    this.expressions = expressions;
    this.problems = problems;
    this.timeScale = timeScale;
    audienceNames.forEach(name -> this.audienceNames.put(name, ValueType.BOOL));
  }

  @Nullable Audience audience(Node.Fields root) {
    Reader reader = new Reader(root, problems).only("audience", "description", "signals", "member");
    String name = reader.name("audience");
    Map<String, Signal> signals = new LinkedHashMap<>();
    Scope.Builder scope = expressions.profileScope();
    reader
        .map("signals")
        .forEach(
            (signalName, node) -> {
              if (RESERVED.contains(signalName)) {
                problems.add(
                    ProblemCode.DEFINITION_VALUE,
                    node,
                    "a signal named '" + signalName + "', a reserved name");
              }
              Node.Fields fields = reader.asFields(node, "the signal '" + signalName + "'");
              Signal signal = fields == null ? null : signal(fields);
              if (signal != null) {
                signals.put(signalName, signal);
                scope.value(signalName, signal.type());
              }
            });
    Map<String, ValueType> others = new HashMap<>(audienceNames);
    others.remove(name);
    scope.map("audiences", others);
    Node.Text member = reader.requiredText("member");
    Expression condition = member == null ? null : expressions.condition(member, scope.build());
    if (condition == null) {
      return null;
    }
    Set<String> buildsOn =
        condition.references().stream()
            .filter(r -> r.variable().equals("audiences"))
            .map(Reference::path)
            .collect(Collectors.toSet());
    signals.replaceAll((signalName, signal) -> bounded(signal, signalName, condition));
    return new Audience(name, signals, condition, buildsOn);
  }

  /** A count that is only compared with constants can change a membership at few counts. */
  private static Signal bounded(Signal signal, String name, Expression condition) {
    return switch (signal.aggregate()) {
      case EXISTS -> signal.decidedBy(new TreeSet<>(Set.of(1)));
      case COUNT ->
          condition
              .decisiveCounts(new Reference(name, ""))
              .map(AudienceParser::upToTheBound)
              .map(signal::decidedBy)
              .orElse(signal);
      case SUM, MIN, MAX -> signal;
    };
  }

  private static NavigableSet<Integer> upToTheBound(SortedSet<Long> counts) {
    return counts.stream()
        .map(count -> (int) Math.min(count, Signal.MAX_ENTRIES))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private @Nullable Signal signal(Node.Fields fields) {
    Reader reader =
        new Reader(fields, problems)
            .only("event", "where", "count", "exists", "sum", "min", "max", "within");
    Node.Text event = reader.requiredText("event");
    Aggregate aggregate = null;
    for (Aggregate candidate : Aggregate.values()) {
      if (reader.has(key(candidate))) {
        if (aggregate != null) {
          problems.add(
              ProblemCode.DEFINITION_VALUE,
              fields,
              "a signal with both " + key(aggregate) + " and " + key(candidate));
        }
        aggregate = candidate;
      }
    }
    if (aggregate == null) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY,
          fields,
          "a signal without one of count, exists, sum, min, max");
    }
    reader.required("within");
    long within = Math.max(1, reader.duration("within", 1) / timeScale);
    if (event == null || aggregate == null) {
      return null;
    }
    expressions.checkEvent(event);
    Scope scope = expressions.withEvent(Scope.builder(), event.value()).build();
    Node.Text where = reader.text("where");
    Expression condition = where == null ? null : expressions.condition(where, scope);
    Node.Text of = reader.requiredText(key(aggregate));
    Expression value = null;
    if (aggregate == Aggregate.COUNT || aggregate == Aggregate.EXISTS) {
      reader.flag(key(aggregate), true);
    } else if (of != null) {
      value = number(of, scope);
    }
    long id =
        Hash.id64(
            event.value(),
            where == null ? "" : where.value(),
            aggregate.name(),
            of == null ? "" : of.value(),
            String.valueOf(within));
    return new Signal(
        id, event.value(), condition, aggregate, value, within, Signal.MAX_ENTRIES, null);
  }

  private @Nullable Expression number(Node.Text text, Scope scope) {
    Expression value = expressions.compile(text, scope, null);
    if (value != null && value.type() != ValueType.INT && value.type() != ValueType.DOUBLE) {
      problems.add(
          ProblemCode.DEFINITION_EXPRESSION,
          text,
          "an aggregate of " + value.type() + ", not of a number");
      return null;
    }
    return value;
  }

  private static String key(Aggregate aggregate) {
    return aggregate.name().toLowerCase(Locale.ROOT);
  }
}
