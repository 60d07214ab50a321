package io.sojourn.core.simulation;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.Dispatch;
import io.sojourn.core.definition.Expectation;
import io.sojourn.core.definition.Scenario;
import io.sojourn.core.definition.Scenario.Moment;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.EventDecoder;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.simulation.ScenarioResult.Failure;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs scenarios on the engines, each in a world of its own. Not thread-safe. */
public final class ScenarioRunner {
  private static final String SANDBOX = "test";
  private static final byte[] SECRET =
      "the identities of scenarios".getBytes(StandardCharsets.UTF_8);

  private final Workspace workspace;
  private final EventDecoder decoder;
  private final Dispatch dispatch = new Dispatch(SANDBOX);

  /**
   * @param workspace the one that the scenarios were compiled with
   */
  public ScenarioRunner(Workspace workspace, EventDecoder decoder) {
    this.workspace = workspace;
    this.decoder = decoder;
  }

  /** Lets everything happen until the last moment, then compares with what is expected. */
  public ScenarioResult run(Scenario scenario) {
    Timeline timeline = new Timeline();
    List<Output> outputs = new ArrayList<>();
    List<Failure> failures = new ArrayList<>();
    Simulation simulation =
        new Simulation(
            SANDBOX,
            SECRET,
            workspace,
            decoder,
            output -> {
              outputs.add(output);
              timeline.add(output);
            });
    for (Moment moment : scenario.moments()) {
      simulation.settle(moment.at());
      timeline.add(moment);
      if (!moment.input().isEmpty()) {
        int before = outputs.size();
        byte[] input = moment.input().getBytes(StandardCharsets.UTF_8);
        simulation.accept(input, null, moment.at(), moment.place().file(), moment.place().line());
        outputs.subList(before, outputs.size()).stream()
            .filter(output -> output instanceof Rejection && !isExpected(output, scenario))
            .forEach(output -> failures.add(refused(moment, (Rejection) output)));
      }
    }
    for (Expectation expectation : scenario.expectations()) {
      long count =
          outputs.stream()
              .filter(output -> expectation.isMetBy(output, scenario.journey()))
              .count();
      if (count != expectation.count()) {
        failures.add(Failure.of(expectation, count));
      }
    }
    List<Delivery> deliveries =
        outputs.stream()
            .filter(Command.class::isInstance)
            .map(command -> dispatch.dispatch((Command) command, workspace.messages()))
            .toList();
    return new ScenarioResult(scenario, failures, timeline.lines(), deliveries, contents(outputs));
  }

  private static List<Content.Item> contents(List<Output> outputs) {
    Map<String, Content.Item> contents = new LinkedHashMap<>();
    for (Output output : outputs) {
      if (output instanceof Content content) {
        content.items().forEach(item -> contents.putIfAbsent(item.id(), item));
      }
    }
    return List.copyOf(contents.values());
  }

  /** Expected in any number: a wrong number of them fails at the expectation. */
  private static boolean isExpected(Output rejection, Scenario scenario) {
    return scenario.expectations().stream()
        .anyMatch(expectation -> expectation.what().matches(rejection, scenario.journey()));
  }

  private static Failure refused(Moment moment, Rejection rejection) {
    String where =
        rejection.problem().place().isEmpty() ? "" : " at " + rejection.problem().place();
    return new Failure(
        moment.place(),
        "an input that is accepted",
        rejection.problem().code() + where + ", " + rejection.problem().seen());
  }
}
