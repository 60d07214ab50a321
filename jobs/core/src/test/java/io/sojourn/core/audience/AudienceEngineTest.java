package io.sojourn.core.audience;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.output.Qualification;
import io.sojourn.core.person.TestPerson;
import io.sojourn.core.person.TestWorkspace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceEngineTest {
  private static final String BOUGHT = "n: {event: buy, count: true, within: 10s}";

  private static TestPerson person(String signals, String member) {
    return new TestPerson(TestWorkspace.empty().audience("a", signals, member).compile());
  }

  private static void buy(TestPerson person, long at, double price) {
    person.event(at, "buy", Map.of("price", price));
  }

  private static void late(TestPerson person, String id, long at, long happened, double price) {
    person.event(id, at, happened, List.of(TestPerson.ADA), "buy", Map.of("price", price));
  }

  @Test
  void leavesAtTheMomentTheWindowSlidesPast() {
    TestPerson person = person(BOUGHT, "n >= 1");
    buy(person, 100, 1);

    assertThat(person.until(109).said()).containsExactly("100 entered a by event");
    assertThat(person.until(500).said()).containsExactly("110 exited a by window");
  }

  @Test
  void leavesWhenTooFewOfSeveralEventsAreLeft() {
    TestPerson person = person(BOUGHT, "n >= 2");
    buy(person, 100, 1);
    buy(person, 103, 1);
    buy(person, 105, 1);

    assertThat(person.until(500).said())
        .containsExactly("103 entered a by event", "113 exited a by window");
  }

  @Test
  void entersWithoutAnEventWhenTheConditionIsThatTooFewAreLeft() {
    TestPerson person = person(BOUGHT, "n < 2");
    buy(person, 100, 1);
    buy(person, 103, 1);

    assertThat(person.until(500).said())
        .containsExactly(
            "100 entered a by event", "103 exited a by event", "110 entered a by window");
  }

  @Test
  void aLateEventLandsInItsWindow() {
    TestPerson person = person(BOUGHT, "n >= 2");
    buy(person, 100, 1);
    late(person, "late", 105, 97, 1);

    assertThat(person.until(500).said())
        .containsExactly("105 entered a by event", "107 exited a by window");
  }

  @Test
  void anEventOlderThanTheWindowCountsNothing() {
    TestPerson person = person(BOUGHT, "n >= 1");
    late(person, "old", 105, 95, 1);

    assertThat(person.until(500).said()).isEmpty();
  }

  @Test
  void onlyEventsThatMeetTheConditionCount() {
    TestPerson person =
        person("n: {event: buy, where: event.price > 5.0, exists: true, within: 10s}", "n");
    buy(person, 100, 5);
    assertThat(person.said()).isEmpty();
    buy(person, 101, 6);
    assertThat(person.said()).containsExactly("101 entered a by event");
  }

  @Test
  void sumsWhatIsInTheWindow() {
    TestPerson person = person("s: {event: buy, sum: event.price, within: 10s}", "s >= 30.0");
    buy(person, 100, 20);
    buy(person, 105, 10);
    buy(person, 107, 25);

    assertThat(person.until(500).said())
        .containsExactly("105 entered a by event", "115 exited a by window");
  }

  @Test
  void anEventWithoutTheValueAddsNothing() {
    TestPerson person = person("s: {event: buy, min: event.price, within: 10s}", "s < 1.0");
    person.event(100, "buy", Map.of());
    assertThat(person.said()).isEmpty();
  }

  @Test
  void theLeastAndTheGreatestAreMissingWithoutEvents() {
    TestPerson person =
        person(
            "lo: {event: buy, min: event.count, within: 10s}, "
                + "hi: {event: buy, max: event.count, within: 10s}",
            "lo >= 2 && hi <= 4");
    person.profile(99, Map.of("loyalty.points", 1L));
    assertThat(person.said()).isEmpty();
    person.event(100, "buy", Map.of("count", 3L));
    person.event(101, "buy", Map.of("count", 5L));
    person.event(105, "buy", Map.of("count", 2L));
    assertThat(person.until(500).said())
        .containsExactly(
            "100 entered a by event",
            "101 exited a by event",
            "111 entered a by window",
            "115 exited a by window");
  }

  @Test
  void buildsOnAnotherAudienceInTheSameMoment() {
    TestPerson person =
        new TestPerson(
            TestWorkspace.empty()
                .audience("a", "", "audiences['z'] && profile.loyalty.points > 1")
                .audience("z", BOUGHT, "n >= 1")
                .compile());
    person.profile(99, Map.of("loyalty.points", 2L));
    buy(person, 100, 1);

    assertThat(person.until(500).said())
        .containsExactly(
            "100 entered z by event",
            "100 entered a by event",
            "110 exited z by window",
            "110 exited a by window");
  }

  @Test
  void conditionsCombineWithAndOrNot() {
    TestPerson person =
        person(
            BOUGHT + ", v: {event: view, exists: true, within: 10s}",
            "(n >= 1 || v) && !(profile.loyalty.points > 5)");
    person.profile(90, Map.of("loyalty.points", 1L));
    person.event(100, "view", Map.of());
    buy(person, 102, 1);
    assertThat(person.until(111).said()).containsExactly("100 entered a by event");
    person.profile(111, Map.of("loyalty.points", 9L));
    assertThat(person.said()).containsExactly("111 exited a by event");
  }

  @Test
  void aRemovedAudienceEndsItsMemberships() {
    TestWorkspace files = TestWorkspace.empty().audience("a", BOUGHT, "n >= 1");
    TestPerson person = new TestPerson(files.compile());
    buy(person, 100, 1);
    person.under(TestWorkspace.empty().audience("b", BOUGHT, "n >= 2").compile());
    buy(person, 101, 1);

    assertThat(person.said())
        .containsExactly(
            "100 entered a by event", "101 exited a by definition", "101 entered b by event");
  }

  @Test
  void everyQualificationNamesTheWorkspaceVersion() {
    TestWorkspace files = TestWorkspace.empty().audience("a", BOUGHT, "n >= 1");
    TestPerson person = new TestPerson(files.compile());
    buy(person, 100, 1);

    assertThat(person.outputs(Qualification.class))
        .extracting(Qualification::version)
        .containsExactly(files.compile().version());
  }
}
