package io.sojourn.core.definition;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.schema.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses a file of {@code tests}. */
final class ScenarioParser {
  private final @Nullable Workspace workspace;
  private final Problems problems;

  /**
   * @param workspace what scenarios may name; null when that cannot be told
   */
  ScenarioParser(@Nullable Workspace workspace, Problems problems) {
    this.workspace = workspace;
    this.problems = problems;
  }

  /** The scenario, or null after a problem that leaves none. */
  @Nullable Scenario scenario(Node.Fields root) {
    Reader reader =
        new Reader(root, problems)
            .only("scenario", "description", "journey", "given", "when", "then");
    Node.Text name = reader.requiredText("scenario");
    Node.Text journey = reader.text("journey");
    if (journey != null && workspace != null && !exists(journey.value(), workspace)) {
      problems.add(
          ProblemCode.DEFINITION_REFERENCE,
          journey,
          "the journey '" + journey.value() + "', which the workspace does not have");
    }
    Schema schema = workspace == null ? null : workspace.schema();
    List<Scenario.Moment> moments = new MomentParser(schema, problems).moments(reader);
    String scope = journey == null ? null : journey.value();
    List<Expectation> expectations =
        new ExpectationParser(workspace, scope, problems).expectations(reader);
    return name == null
        ? null
        : new Scenario(Place.of(root), name.value(), scope, moments, expectations);
  }

  private static boolean exists(String journey, Workspace workspace) {
    return workspace.journeys().stream().anyMatch(known -> known.name().equals(journey));
  }
}
