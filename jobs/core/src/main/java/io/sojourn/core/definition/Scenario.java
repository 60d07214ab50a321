package io.sojourn.core.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A story about one person in simulated time, and what should come of it.
 *
 * @param place where it is told
 * @param name what it shows, as a sentence; one of its own in each workspace
 * @param journey the journey under test: expected commands and steps are looked for there only;
 *     null for all journeys
 * @param moments what happens, in the order of time; at least one
 * @param expectations what should come of it; at least one
 */
public record Scenario(
    Place place,
    String name,
    @Nullable String journey,
    List<Moment> moments,
    List<Expectation> expectations) {

  public Scenario {
    moments = List.copyOf(moments);
    expectations = List.copyOf(expectations);
  }

  /**
   * A moment of the story.
   *
   * @param at epoch milliseconds
   * @param what what arrives, for people: an event type or {@code profile}; empty when nothing
   *     arrives and only time goes by
   * @param input the record that arrives, XDM as JSON; empty when none does
   */
  public record Moment(Place place, long at, String what, String input) {

    /** Inputs carry data of persons, invented or not, which must not reach a log. */
    @Override
    public String toString() {
      return "Moment[" + place.text() + " " + what + "]";
    }
  }
}
