package io.sojourn.core.definition;

import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.ChannelTemplate;
import io.sojourn.core.channel.CommandFields;
import io.sojourn.core.channel.ContentChannel;
import io.sojourn.core.channel.ContentTemplate;
import io.sojourn.core.definition.Step.Case;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.expression.Expression;
import io.sojourn.core.expression.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the steps of a journey. */
final class StepParser {
  private static final int MAX_STEPS = 50;

  private final Expressions expressions;
  private final Problems problems;
  private final long timeScale;
  private final Messages messages;

  StepParser(Expressions expressions, Problems problems, long timeScale, Messages messages) {
    this.expressions = expressions;
    this.problems = problems;
    this.timeScale = timeScale;
    this.messages = messages;
  }

  @Nullable Step step(Node.Fields fields, Scope scope) {
    Reader reader = new Reader(fields, problems);
    if (reader.has("wait")) {
      reader.only("wait", "next");
      return new Step.Wait(
          Math.max(1, reader.duration("wait", 1) / timeScale), target(reader, "next"));
    }
    if (reader.has("switch")) {
      return choice(reader.only("switch", "otherwise"), scope);
    }
    if (reader.has("message")) {
      return message(reader.only("message", "template", "class", "next"), scope);
    }
    if (reader.has("end")) {
      Node.Text outcome = reader.only("end").requiredText("end");
      return new Step.End(outcome == null ? "" : outcome.value());
    }
    problems.add(
        ProblemCode.DEFINITION_MISSING_KEY,
        fields,
        "a step without one of wait, switch, message, end");
    return null;
  }

  private Step choice(Reader reader, Scope scope) {
    List<Case> cases = new ArrayList<>();
    for (Node item : reader.items("switch")) {
      Node.Fields fields = reader.asFields(item, "a way of a switch");
      if (fields == null) {
        continue;
      }
      Reader way = new Reader(fields, problems).only("when", "next");
      Node.Text when = way.requiredText("when");
      Expression condition = when == null ? null : expressions.condition(when, scope);
      String next = target(way, "next");
      if (condition != null) {
        cases.add(new Case(condition, next));
      }
    }
    return new Step.Switch(cases, target(reader, "otherwise"));
  }

  private Step message(Reader reader, Scope scope) {
    Node.Text channel = reader.requiredText("message");
    Channel way = channel == null ? null : messages.channel(channel.value());
    if (channel != null && way == null && !problems.in("channels/")) {
      problems.add(
          ProblemCode.DEFINITION_REFERENCE, channel, "the channel '" + channel.value() + "'");
    }
    Node.Text name = reader.requiredText("template");
    ChannelTemplate template = name == null ? null : messages.template(name.value());
    List<String> reads = new ArrayList<>();
    if (name != null && template == null && !problems.in("templates/")) {
      problems.add(ProblemCode.DEFINITION_REFERENCE, name, "the template '" + name.value() + "'");
    } else if (name != null && template != null) {
      template.references().forEach(path -> read(path, name, scope, reads));
      if (way != null && !way.takes(template)) {
        problems.add(
            ProblemCode.DEFINITION_REFERENCE,
            name,
            "the template '" + name.value() + "' for the channel '" + way.name() + "'");
      }
    }
    Node.Text kind = reader.requiredText("class");
    if (kind != null
        && !kind.value().equals("marketing")
        && !kind.value().equals("transactional")) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          kind,
          "'" + kind.value() + "', not marketing or transactional");
    }
    Step.Message message =
        new Step.Message(
            channel == null ? "" : channel.value(),
            way == null ? null : way.addressedBy(),
            name == null ? "" : name.value(),
            kind == null || !kind.value().equals("transactional"),
            reads,
            target(reader, "next"));
    return way instanceof ContentChannel surface && template instanceof ContentTemplate content
        ? new Step.Show(
            message,
            surface.surface(),
            content,
            Math.max(1, surface.validity().toMillis() / timeScale))
        : message;
  }

  /** What a template reads must be readable in the journey that uses it. */
  private void read(String path, Node.Text use, Scope scope, List<String> reads) {
    if (CommandFields.ALL.contains(path)) {
      return;
    }
    int dot = path.indexOf('.');
    String variable = path.substring(0, dot);
    Map<String, ?> fields = scope.structs().getOrDefault(variable, Map.of());
    if (fields.containsKey(path.substring(dot + 1)) && !variable.equals("instance")) {
      reads.add(path);
    } else {
      problems.add(
          ProblemCode.DEFINITION_TEMPLATE,
          use,
          "the template reads '" + path + "', which this journey does not have");
    }
  }

  private String target(Reader reader, String key) {
    Node.Text text = reader.requiredText(key);
    return text == null ? "" : text.value();
  }

  /** Every step that is named exists, and no circle is without a wait. */
  void checkTargets(
      Node.Fields journey, Node.@Nullable Text start, Set<String> names, Map<String, Step> steps) {
    if (names.size() > MAX_STEPS) {
      problems.add(
          ProblemCode.DEFINITION_LIMIT, journey, names.size() + " steps, most are " + MAX_STEPS);
    }
    if (start != null && !names.contains(start.value())) {
      problems.add(ProblemCode.DEFINITION_REFERENCE, start, "the step '" + start.value() + "'");
    }
    Node stepsNode = journey.get("steps");
    steps.forEach(
        (name, step) -> {
          Node at = stepsNode instanceof Node.Fields map ? map.keyNode(name) : journey;
          for (String target : targets(step)) {
            if (!target.isEmpty() && !names.contains(target)) {
              problems.add(ProblemCode.DEFINITION_REFERENCE, at, "the step '" + target + "'");
            }
          }
          if (step instanceof Step.Show show
              && steps.get(show.message().next()) instanceof Step.End) {
            problems.add(
                ProblemCode.DEFINITION_VALUE,
                at,
                "content that nobody sees, for the journey ends after it: a wait is missing");
          }
          if (circles(name, name, steps, new HashSet<>())) {
            problems.add(ProblemCode.DEFINITION_VALUE, at, "a circle of steps without a wait");
          }
        });
  }

  private static boolean circles(
      String from, String at, Map<String, Step> steps, Set<String> visited) {
    Step step = steps.get(at);
    if (step == null || step instanceof Step.Wait || !visited.add(at)) {
      return false;
    }
    return targets(step).stream().anyMatch(t -> t.equals(from) || circles(from, t, steps, visited));
  }

  private static List<String> targets(Step step) {
    List<String> targets = new ArrayList<>();
    if (step instanceof Step.Wait wait) {
      targets.add(wait.next());
    } else if (step instanceof Step.Message message) {
      targets.add(message.next());
    } else if (step instanceof Step.Show show) {
      targets.add(show.message().next());
    } else if (step instanceof Step.Switch choice) {
      choice.cases().forEach(way -> targets.add(way.next()));
      targets.add(choice.otherwise());
    }
    return targets;
  }
}
