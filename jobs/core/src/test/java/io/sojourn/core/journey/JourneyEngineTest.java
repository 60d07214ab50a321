package io.sojourn.core.journey;

import static io.sojourn.core.person.TestPerson.ADA;
import static io.sojourn.core.person.TestPerson.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.person.TestPerson;
import io.sojourn.core.person.TestWorkspace;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JourneyEngineTest {
  private static final String REMIND =
      """
      start: settle
      steps:
        settle: {wait: 10s, next: remind}
        remind: {message: email, template: note, class: marketing, next: done}
        done: {end: reminded}
      """;
  private static final String AT_ONCE =
      """
      start: hello
      steps:
        hello: {message: email, template: note, class: marketing, next: done}
        done: {end: greeted}
      """;

  private static TestPerson person(String journey) {
    return new TestPerson(TestWorkspace.empty().journey("j", journey).compile());
  }

  private static void cart(TestPerson person, long at, String cartId) {
    person.event(at, "cart", Map.of("cartId", cartId, "price", 60.0));
  }

  @Test
  void anEventStartsAJourneyThatWaitsAndSends() {
    TestPerson person = person("entry: {event: cart}\n" + REMIND);
    person.reachable(99);
    cart(person, 100, "k");

    assertThat(person.said()).containsExactly("100 entered j cart", "100 step j.settle wait");
    assertThat(person.until(500).said())
        .containsExactly(
            "110 command j.remind to ada@example.com",
            "110 issued j.remind email",
            "110 ended j.done reminded");
  }

  @Test
  void anEventThatDoesNotMeetTheConditionStartsNothing() {
    TestPerson person = person("entry: {event: cart, where: event.price > 60.0}\n" + REMIND);
    cart(person, 100, "k");
    assertThat(person.said()).isEmpty();
  }

  @Test
  void enteringAnAudienceStartsAJourneyAndLeavingItEndsIt() {
    TestPerson person =
        new TestPerson(
            TestWorkspace.empty()
                .audience("a", "n: {event: view, exists: true, within: 5s}", "n")
                .journey(
                    "j",
                    "entry: {audience: a, on: entered}\n"
                        + "exit: [{audience: a, on: exited}]\n"
                        + REMIND)
                .compile());
    person.reachable(99);
    person.event(100, "view", Map.of());

    assertThat(person.until(500).said())
        .containsExactly(
            "100 entered a by event",
            "100 entered j audience:a",
            "100 step j.settle wait",
            "105 exited a by window",
            "105 exited j.settle audience:a");
  }

  @Test
  void leavingAnAudienceStartsAJourneyAtThatMoment() {
    TestPerson person =
        new TestPerson(
            TestWorkspace.empty()
                .audience("a", "n: {event: view, exists: true, within: 5s}", "n")
                .journey("j", "entry: {audience: a, on: exited}\n" + AT_ONCE)
                .compile());
    person.reachable(99);
    person.event(100, "view", Map.of());

    assertThat(person.until(500).said())
        .containsExactly(
            "100 entered a by event",
            "105 exited a by window",
            "105 entered j audience:a",
            "105 command j.hello to ada@example.com",
            "105 issued j.hello email",
            "105 ended j.done greeted");
  }

  @Test
  void anInstanceLeavesWhenTheEventThatStartedItMeetsAnAudienceExit() {
    TestPerson person =
        new TestPerson(
            TestWorkspace.empty()
                .audience("a", "n: {event: cart, exists: true, within: 5s}", "n")
                .journey("j", "entry: {event: cart}\nexit: [{audience: a, on: entered}]\n" + REMIND)
                .compile());
    cart(person, 100, "k");

    assertThat(person.until(500).said())
        .containsExactly(
            "100 entered a by event",
            "100 entered j cart",
            "100 step j.settle wait",
            "100 exited j.settle audience:a",
            "105 exited a by window");
  }

  @Test
  void aSwitchGoesTheFirstWayThatHolds() {
    TestPerson person =
        person(
            """
            entry: {event: cart, again: always}
            start: choose
            steps:
              choose:
                switch:
                  - {when: "event.price > 100.0", next: rich}
                  - {when: "profile.loyalty.points > 3", next: loyal}
                otherwise: poor
              rich: {end: rich}
              loyal: {end: loyal}
              poor: {end: poor}
            """);
    cart(person, 100, "k");
    person.profile(101, Map.of("loyalty.points", 4L));
    cart(person, 102, "k");
    person.event(103, "cart", Map.of("price", 101.0));

    assertThat(person.outputs(StepEvent.class))
        .filteredOn(step -> step.event() == StepEvent.Kind.ENDED)
        .extracting(StepEvent::cause)
        .containsExactly("poor", "loyal", "rich");
  }

  @Test
  void anExitEventEndsOnlyTheInstanceOfItsKey() {
    TestPerson person =
        person(
            "entry: {event: cart, key: event.cartId}\n"
                + "exit: [{event: buy, where: event.cartId == instance.key}]\n"
                + REMIND);
    person.reachable(99);
    cart(person, 100, "k1");
    cart(person, 100, "k2");
    person.said();
    person.event(105, "buy", Map.of("cartId", "k2"));

    assertThat(person.until(500).said())
        .containsExactly(
            "105 exited j.settle buy",
            "110 command j.remind to ada@example.com",
            "110 issued j.remind email",
            "110 ended j.done reminded");
  }

  @Test
  void theEndOfAWaitIsSettledBeforeAnExitEventOfTheSameMoment() {
    TestPerson person = person("entry: {event: cart}\nexit: [{event: buy}]\n" + REMIND);
    person.reachable(99);
    cart(person, 100, "k");
    person.said();
    person.event(110, "buy", Map.of());
    assertThat(person.said()).contains("110 command j.remind to ada@example.com");
  }

  @Test
  void aTimeoutEndsAWait() {
    TestPerson person = person("entry: {event: cart}\ntimeout: 4s\n" + REMIND);
    person.reachable(99);
    cart(person, 100, "k");
    person.said();
    assertThat(person.until(500).said()).containsExactly("104 exited j.settle timeout");
  }

  @Test
  void nobodyIsInsideTwiceWithOneKey() {
    TestPerson person = person("entry: {event: cart, key: event.cartId, again: always}\n" + REMIND);
    cart(person, 100, "k");
    cart(person, 101, "k");
    cart(person, 102, "other");
    assertThat(person.said())
        .containsExactly(
            "100 entered j cart",
            "100 step j.settle wait",
            "101 discarded j already_inside",
            "102 entered j cart",
            "102 step j.settle wait");
  }

  @Test
  void withoutAgainNobodyEntersTwice() {
    TestPerson person = person("entry: {event: cart}\n" + AT_ONCE);
    cart(person, 100, "k");
    person.said();
    cart(person, 9_000_000, "k");
    assertThat(person.said()).containsExactly("9000000 discarded j re_entrance");
  }

  @Test
  void againAfterCountsFromTheLastEntry() {
    TestPerson person = person("entry: {event: cart, again: {after: 50s}}\n" + AT_ONCE);
    cart(person, 100, "k");
    person.said();
    cart(person, 149, "k");
    cart(person, 150, "k");
    assertThat(person.said()).startsWith("149 discarded j re_entrance", "150 entered j cart");
  }

  @Test
  void aStaleEventChangesThePersonAndStartsNothing() {
    TestPerson person =
        new TestPerson(
            TestWorkspace.empty()
                .audience("a", "n: {event: cart, exists: true, within: 90s}", "n")
                .journey("j", "entry: {event: cart, stale: 20s}\n" + REMIND)
                .compile());
    person.event("old", 100, 79, List.of(ADA), "cart", Map.of());
    assertThat(person.said()).containsExactly("100 entered a by event", "100 discarded j stale");
    person.event("fresh", 101, 81, List.of(ADA), "cart", Map.of());
    assertThat(person.said()).contains("101 entered j cart");
  }

  @Test
  void withoutConsentAMarketingMessageIsRefusedAndTheJourneyGoesOn() {
    TestPerson person = person("entry: {event: cart}\n" + AT_ONCE);
    person.event("p", 99, 99, List.of(ADA, EMAIL), "", Map.of());
    cart(person, 100, "k");
    assertThat(person.said())
        .containsExactly(
            "100 entered j cart", "100 refused j.hello no_consent", "100 ended j.done greeted");
  }

  @Test
  void consentWithdrawnDuringTheWaitIsHeeded() {
    TestPerson person = person("entry: {event: cart}\n" + REMIND);
    person.reachable(99);
    cart(person, 100, "k");
    person.profile(105, Map.of("consents.marketing.email.val", "n"));
    assertThat(person.until(500).said()).contains("110 refused j.remind no_consent");
  }

  @Test
  void withoutAnAddressAMessageIsRefused() {
    TestPerson person = person("entry: {event: cart}\n" + AT_ONCE);
    person.profile(99, Map.of("consents.marketing.email.val", "y"));
    cart(person, 100, "k");
    assertThat(person.said()).contains("100 refused j.hello no_address");
  }

  @Test
  void aChannelSaysWhichIdentityItsMessagesGoTo() {
    TestPerson person =
        new TestPerson(
            TestWorkspace.empty()
                .with("channels/push.yaml", "channel: push\nto: ECID\nhttp: {url: 'https://p.c'}")
                .with("templates/ping.yaml", "template: ping\nrequest: {path: /ping}")
                .journey(
                    "j",
                    "entry: {event: cart, again: always}\n"
                        + AT_ONCE
                            .replace("marketing", "transactional")
                            .replace("email, template: note", "push, template: ping"))
                .compile());
    cart(person, 100, "k");
    assertThat(person.said()).contains("100 refused j.hello no_address");
    person.event("p", 110, 110, List.of(ADA, new Identity("ECID", "device")), "", Map.of());
    cart(person, 111, "k");
    assertThat(person.said()).contains("111 command j.hello to device");
  }

  @Test
  void whatBecameOfAMessageStartsJourneysButNotItsOwn() {
    TestPerson person =
        new TestPerson(
            TestWorkspace.empty()
                .journey("own", "entry: {event: message.feedback, again: always}\n" + REMIND)
                .journey(
                    "other",
                    "entry: {event: message.feedback, where: event.feedback.status == 'error'}\n"
                        + REMIND)
                .compile());
    person.event(
        100, "message.feedback", Map.of("feedback.status", "error", "feedback.journey", "own"));
    assertThat(person.said())
        .containsExactly(
            "100 entered other message.feedback",
            "100 step other.settle wait",
            "100 discarded own own_message");
  }

  @Test
  void aTransactionalMessageNeedsNoConsent() {
    TestPerson person =
        person("entry: {event: cart}\n" + AT_ONCE.replace("marketing", "transactional"));
    person.event("p", 99, 99, List.of(ADA, EMAIL), "", Map.of());
    cart(person, 100, "k");
    assertThat(person.said()).contains("100 command j.hello to ada@example.com");
  }

  @Test
  void aDuplicateEventStartsNothing() {
    TestPerson person = person("entry: {event: cart, again: always}\n" + AT_ONCE);
    person.event("same", 100, 100, List.of(ADA), "cart", Map.of());
    person.said();
    person.event("same", 101, 100, List.of(ADA), "cart", Map.of());
    assertThat(person.said()).isEmpty();
  }

  @Test
  void aCommandIdDependsNeitherOnThePersonNorOnTheWorkspaceVersion() {
    String journey = "entry: {event: cart, again: always}\n" + AT_ONCE;
    TestWorkspace files = TestWorkspace.empty().journey("j", journey);
    TestPerson one = new TestPerson(files.compile(), 1);
    TestPerson other =
        new TestPerson(files.audience("a", "", "profile.loyalty.points > 1").compile(), 2);
    for (TestPerson person : List.of(one, other)) {
      person.reachable(99);
      person.event("cause", 100, 100, List.of(ADA), "cart", Map.of());
    }
    Command first = one.outputs(Command.class).get(0);
    Command second = other.outputs(Command.class).get(0);

    assertThat(first.version()).isNotEqualTo(second.version());
    assertThat(first.commandId()).isEqualTo(second.commandId());
    assertThat(first.instance()).isEqualTo(second.instance());
  }

  @Test
  void everyEntryAndEveryVisitHasItsOwnCommandId() {
    TestPerson person =
        person(
            """
            entry: {event: cart, again: always}
            timeout: 35s
            start: hello
            steps:
              hello: {message: email, template: note, class: marketing, next: rest}
              rest: {wait: 10s, next: hello}
            """);
    person.reachable(99);
    cart(person, 100, "k");
    person.until(200);
    cart(person, 201, "k");
    person.until(500);

    List<Command> commands = person.outputs(Command.class);
    Set<String> ids = new HashSet<>(commands.stream().map(Command::commandId).toList());
    assertThat(commands).hasSize(8);
    assertThat(ids).hasSize(8);
  }

  @Test
  void anInstanceFinishesOnItsVersionWhileNewOnesTakeTheNewest() {
    String next = "version: 2\nentry: {event: cart, again: always}\n" + AT_ONCE;
    TestWorkspace files =
        TestWorkspace.empty().journey("j", "entry: {event: cart, again: always}\n" + REMIND);
    TestPerson person = new TestPerson(files.compile());
    cart(person, 100, "k");
    person.under(files.with("journeys/j2.yaml", "journey: j\n" + next).compile());
    person.until(115);
    cart(person, 120, "k");

    assertThat(person.outputs(StepEvent.class))
        .filteredOn(step -> step.event() == StepEvent.Kind.ENDED)
        .extracting(StepEvent::journeyVersion, StepEvent::cause)
        .containsExactly(tuple(1, "reminded"), tuple(2, "greeted"));
  }

  @Test
  void aRemovedVersionEndsItsInstances() {
    TestPerson person = person("entry: {event: cart}\n" + REMIND);
    cart(person, 100, "k");
    person.said();
    person.under(TestWorkspace.empty().compile());
    assertThat(person.until(500).said()).containsExactly("110 exited j.settle version_removed");
  }
}
