package io.sojourn.core.person;

import static io.sojourn.core.person.TestPerson.ADA;
import static io.sojourn.core.person.TestPerson.COOKIE;
import static io.sojourn.core.person.TestPerson.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Events of one person that come in another order than the log has them, as those of two identities
 * may while a backlog is read, start and end the same journeys at the same times.
 */
class LateEventTest {
  private static final Workspace WORKSPACE =
      TestWorkspace.empty()
          .audience("seen", "n: {event: view, count: true, within: 900s}", "n >= 2")
          .cartJourney()
          .journey(
              "looking",
              """
              entry: {audience: seen, on: entered}
              start: write
              steps:
                write: {message: email, template: note, class: transactional, next: done}
                done: {end: written}
              """)
          .compile();

  private final TestPerson person = new TestPerson(WORKSPACE);

  @BeforeEach
  void hasAnAddress() {
    person.event("r", 10, 10, List.of(ADA, EMAIL), "", Map.of());
    person.said();
  }

  private void cart(String id, long at) {
    person.event(id, at, at, List.of(COOKIE), "cart", Map.of("cartId", "k"));
  }

  private void buy(long at) {
    person.event(at, "buy", Map.of("cartId", "k"));
  }

  @Test
  void aJourneyBeginsAtTheTimeOfItsEvent() {
    person.event(120, "view", Map.of());
    cart("c", 100);
    assertThat(person.said()).containsExactly("100 entered cart cart", "100 step cart.settle wait");
    assertThat(person.until(500).said()).contains("150 command cart.remind to ada@example.com");
  }

  @Test
  void whatHasFallenDueSinceIsSettledAtOnce() {
    person.event(200, "view", Map.of());
    cart("c", 100);
    assertThat(person.said()).contains("150 command cart.remind to ada@example.com");
  }

  @Test
  void anExitThatCameFirstEndsTheJourneyThatBeganBeforeIt() {
    buy(110);
    cart("c", 100);
    assertThat(person.said()).contains("110 exited cart.settle buy");
    assertThat(person.until(500).outputs(Command.class)).isEmpty();
  }

  @Test
  void aWaitThatEndedBeforeTheExitGoesOn() {
    buy(160);
    cart("c", 100);
    assertThat(person.said()).contains("150 command cart.remind to ada@example.com");
  }

  @Test
  void anExitEndsNoJourneyThatBeganAfterIt() {
    cart("c", 120);
    person.said();
    buy(110);
    assertThat(person.said()).isEmpty();
  }

  @Test
  void theEarlierEntryCounts() {
    TestPerson inOrder = new TestPerson(WORKSPACE);
    inOrder.event("r", 10, 10, List.of(ADA, EMAIL), "", Map.of());
    inOrder.event("first", 100, 100, List.of(COOKIE), "cart", Map.of("cartId", "k"));
    inOrder.event("second", 101, 101, List.of(ADA), "cart", Map.of("cartId", "k"));

    person.event("second", 101, 101, List.of(ADA), "cart", Map.of("cartId", "k"));
    cart("first", 100);
    assertThat(person.said()).contains("101 exited cart.settle superseded");

    List<? extends Output> commands = person.until(500).outputs(Command.class);
    assertThat(commands).hasSize(1).isEqualTo(inOrder.until(500).outputs(Command.class));
  }

  @Test
  void anEntryAfterOneThatWroteAlreadyIsDiscarded() {
    cart("second", 101);
    person.event(151, "view", Map.of());
    person.said();
    cart("first", 100);
    assertThat(person.said()).containsExactly("100 discarded cart re_entrance");
  }

  @Test
  void anAudienceIsEnteredAtTheTimeOfTheEvent() {
    person.event(90, "view", Map.of());
    person.event(120, "cart", Map.of("cartId", "other"));
    person.said();
    person.event("late", 100, 100, List.of(COOKIE), "view", Map.of());
    assertThat(person.said()).contains("100 command looking.write to ada@example.com");
  }

  @Test
  void anAudienceEnteredByAFragmentIsEnteredAtTheTimeOfTheLink() {
    TestPerson visitor = new TestPerson(WORKSPACE, 2);
    visitor.event("v", 80, 80, List.of(COOKIE), "view", Map.of());
    person.event(90, "view", Map.of());
    byte[] fragment = visitor.moveOut(COOKIE, 100);
    person.event(120, "cart", Map.of("cartId", "other"));
    person.said();
    person.moveIn(COOKIE, fragment, 100);
    assertThat(person.said()).contains("100 command looking.write to ada@example.com");
  }
}
