package io.sojourn.core.definition;

import io.sojourn.core.definition.Expectation.OfAudience;
import io.sojourn.core.definition.Expectation.OfCommand;
import io.sojourn.core.definition.Expectation.OfRejection;
import io.sojourn.core.definition.Expectation.OfStep;
import io.sojourn.core.definition.Expectation.What;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.StepEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses {@code then} of a scenario; whatever it names must exist, or it could not fail. */
final class ExpectationParser {
  private static final List<String> KINDS = List.of("no", "command", "step", "audience", "reject");
  private static final int MOST = 1_000;

  private final @Nullable Workspace workspace;
  private final @Nullable String journey;
  private final Problems problems;

  /**
   * @param workspace what may be named; null when that cannot be told
   * @param journey the journey under test, or null for all
   */
  ExpectationParser(@Nullable Workspace workspace, @Nullable String journey, Problems problems) {
    this.workspace = workspace;
    this.journey = journey;
    this.problems = problems;
  }

  List<Expectation> expectations(Reader scenario) {
    List<Node> items = scenario.items("then");
    if (items.isEmpty()) {
      problems.add(
          ProblemCode.DEFINITION_MISSING_KEY, scenario.node(), "a scenario that expects nothing");
    }
    List<Expectation> expectations = new ArrayList<>();
    for (Node item : items) {
      Node.Fields fields = scenario.asFields(item, "an expectation");
      Expectation expectation = fields == null ? null : expectation(fields);
      if (expectation != null) {
        expectations.add(expectation);
      }
    }
    return expectations;
  }

  private @Nullable Expectation expectation(Node.Fields fields) {
    List<String> kinds = KINDS.stream().filter(kind -> fields.get(kind) != null).toList();
    if (kinds.size() != 1) {
      problems.add(
          ProblemCode.DEFINITION_VALUE,
          fields,
          "an expectation that is not one of " + String.join(", ", KINDS));
      return null;
    }
    String kind = kinds.get(0);
    Reader reader = new Reader(fields, problems).only(keys(kind));
    Node.Text named = reader.text(kind);
    What what = named == null ? null : what(kind, named, reader);
    int count = kind.equals("no") ? 0 : reader.integer("count", 1, 0, MOST);
    Node.Text at = reader.text("at");
    Long time = at == null ? null : MomentParser.parse(at);
    if (at != null && time == null) {
      problems.add(ProblemCode.DEFINITION_VALUE, at, "'" + at.value() + "', not a time");
    }
    return what == null ? null : new Expectation(Place.of(fields), what, count, time);
  }

  private static String[] keys(String kind) {
    return switch (kind) {
      case "no" -> new String[] {kind};
      case "step" -> new String[] {kind, "cause", "count", "at"};
      case "audience" -> new String[] {kind, "status", "count", "at"};
      default -> new String[] {kind, "count", "at"};
    };
  }

  private @Nullable What what(String kind, Node.Text named, Reader reader) {
    return switch (kind) {
      case "no" -> none(named);
      case "command" -> command(named);
      case "step" -> step(named, reader);
      case "audience" -> audience(named, reader);
      default -> rejection(named);
    };
  }

  private @Nullable What none(Node.Text named) {
    if (named.value().equals("command")) {
      return new OfCommand(null);
    }
    problems.add(
        ProblemCode.DEFINITION_VALUE,
        named,
        "'" + named.value() + "', not 'command'; of anything else say 'count: 0'");
    return null;
  }

  private What command(Node.Text template) {
    if (workspace != null && workspace.messages().template(template.value()) == null) {
      problems.add(
          ProblemCode.DEFINITION_REFERENCE,
          template,
          "the template '" + template.value() + "', which the workspace does not have");
    } else if (workspace != null && !isSent(template.value(), workspace)) {
      String by = journey == null ? "any journey" : "the journey '" + journey + "'";
      problems.add(
          ProblemCode.DEFINITION_REFERENCE,
          template,
          "the template '" + template.value() + "', which no step of " + by + " sends");
    }
    return new OfCommand(template.value());
  }

  private boolean isSent(String template, Workspace known) {
    boolean scoped = known.journeys().stream().anyMatch(j -> j.name().equals(journey));
    return known.journeys().stream()
        .filter(j -> !scoped || j.name().equals(journey))
        .flatMap(j -> j.steps().values().stream())
        .anyMatch(step -> step instanceof Step.Message m && m.template().equals(template));
  }

  private @Nullable What step(Node.Text kind, Reader reader) {
    StepEvent.Kind known = reader.choice(kind, StepEvent.Kind.class);
    Node.Text cause = reader.text("cause");
    return known == null ? null : new OfStep(known, cause == null ? null : cause.value());
  }

  private @Nullable What audience(Node.Text name, Reader reader) {
    Qualification.Status status = reader.choice("status", Qualification.Status.class);
    if (workspace != null
        && workspace.audiences().stream().noneMatch(a -> a.name().equals(name.value()))) {
      problems.add(
          ProblemCode.DEFINITION_REFERENCE,
          name,
          "the audience '" + name.value() + "', which the workspace does not have");
    }
    return status == null ? null : new OfAudience(name.value(), status);
  }

  private @Nullable What rejection(Node.Text code) {
    for (ProblemCode known : ProblemCode.values()) {
      if (known.name().equals(code.value())) {
        return new OfRejection(known);
      }
    }
    problems.add(ProblemCode.DEFINITION_VALUE, code, "'" + code.value() + "', which is no code");
    return null;
  }
}
