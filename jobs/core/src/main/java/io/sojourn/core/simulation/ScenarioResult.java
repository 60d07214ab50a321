package io.sojourn.core.simulation;

import io.sojourn.core.channel.Delivery;
import io.sojourn.core.definition.Expectation;
import io.sojourn.core.definition.Place;
import io.sojourn.core.definition.Scenario;
import io.sojourn.core.output.Content;
import java.time.Instant;
import java.util.List;

/**
 * What came of a scenario.
 *
 * @param failures empty if all is as expected
 * @param timeline everything that happened, one line each, in order; without personal data
 * @param deliveries its commands as they would go out, which is personal data
 * @param contents what was placed on surfaces, each once, which is personal data
 */
public record ScenarioResult(
    Scenario scenario,
    List<Failure> failures,
    List<String> timeline,
    List<Delivery> deliveries,
    List<Content.Item> contents) {
  public ScenarioResult {
    failures = List.copyOf(failures);
    timeline = List.copyOf(timeline);
    deliveries = List.copyOf(deliveries);
    contents = List.copyOf(contents);
  }

  public boolean passed() {
    return failures.isEmpty();
  }

  /**
   * Something that is not as expected.
   *
   * @param place where it is expected, or the moment that went wrong
   * @param expected what should have been
   * @param happened what was instead
   */
  public record Failure(Place place, String expected, String happened) {

    static Failure of(Expectation expectation, long count) {
      Long at = expectation.at();
      String when = at == null ? "" : " at " + Instant.ofEpochMilli(at);
      return new Failure(
          expectation.place(),
          times(expectation.count()) + expectation.what().text() + when,
          count == 0 ? "none" : String.valueOf(count));
    }

    private static String times(int count) {
      return count == 0 ? "no " : count == 1 ? "one " : count + " times ";
    }

    /** {@code file:line:column: expected …, but there was …}. */
    public String message() {
      return place.text() + ": expected " + expected + ", but there was " + happened;
    }
  }
}
