package io.sojourn.core.person;

import static io.sojourn.core.person.TestPerson.ADA;
import static io.sojourn.core.person.TestPerson.COOKIE;
import static io.sojourn.core.person.TestPerson.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.person.Result.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A fragment moves between persons as a whole, and nothing happens to the customer by it. */
class MoveTest {
  private static final Workspace WORKSPACE =
      TestWorkspace.empty()
          .audience("seen", "n: {event: view, exists: true, within: 100s}", "n")
          .audience("vip", "n: {event: buy, count: true, within: 900s}", "n >= 3")
          .cartJourney()
          .journey(
              "win-back",
              """
              entry: {audience: seen, on: exited, again: always}
              start: done
              steps: {done: {end: written}}
              """)
          .journey(
              "vip",
              """
              entry: {audience: vip, on: entered, again: always}
              start: done
              steps: {done: {end: greeted}}
              """)
          .compile();

  private final TestPerson ada = new TestPerson(WORKSPACE, 1);
  private final TestPerson visitor = new TestPerson(WORKSPACE, 2);

  private void byCookie(TestPerson person, String id, long at, String type) {
    person.event(id, at, at, List.of(COOKIE), type, Map.of("cartId", "k"));
  }

  @Test
  void aVisitorsMembershipsAndWaitsGoOnAtThePersonThatLogsIn() {
    byCookie(visitor, "1", 100, "view");
    byCookie(visitor, "2", 101, "cart");
    ada.event("r", 102, 102, List.of(ADA, EMAIL), "", Map.of());
    visitor.said();
    byte[] fragment = visitor.moveOut(COOKIE, 103);
    Result arrived = ada.moveIn(COOKIE, fragment, 103);

    assertThat(visitor.said()).containsExactly("103 exited seen by moved");
    assertThat(visitor.stored()).isEmpty();
    assertThat(arrived.timer()).isEqualTo(151_000);
    assertThat(ada.said()).containsExactly("103 existing seen by moved");
    assertThat(ada.until(199).said())
        .containsExactly(
            "151 command cart.remind to ada@example.com",
            "151 issued cart.remind email",
            "151 ended cart.done reminded");
    assertThat(ada.until(500).said())
        .containsExactly(
            "200 exited seen by window",
            "200 entered win-back audience:seen",
            "200 ended win-back.done written");
  }

  @Test
  void aPersonWhoseFragmentLeftAndCameBackIsTheSame() {
    ada.event("r", 99, 99, List.of(ADA), "", Map.of("loyalty.points", 4L));
    byCookie(ada, "1", 100, "view");
    byCookie(ada, "2", 101, "cart");
    byCookie(ada, "3", 102, "buy");
    byCookie(ada, "4", 103, "cart");
    byte[] first = ada.moveOut(COOKIE, 104);
    ada.moveIn(COOKIE, first, 104);
    byte[] again = ada.moveOut(COOKIE, 104);
    visitor.moveIn(COOKIE, again, 104);
    byte[] back = visitor.moveOut(COOKIE, 104);

    assertThat(again).isEqualTo(first);
    assertThat(back).isEqualTo(first);
    assertThat(visitor.stored()).isEmpty();
  }

  @Test
  void whatAFragmentTellsComesAndGoesWithIt() {
    ada.profile(99, Map.of("loyalty.points", 4L));
    ada.event("1", 100, 100, List.of(COOKIE), "", Map.of("person.name.firstName", "Ada"));
    byte[] fragment = ada.moveOut(COOKIE, 101);
    assertThat(ada.profile().attributes()).isEqualTo(Map.of("loyalty.points", 4L));
    visitor.moveIn(COOKIE, fragment, 101);
    assertThat(visitor.profile().attributes()).isEqualTo(Map.of("person.name.firstName", "Ada"));
    assertThat(visitor.profile().identities()).containsExactly(COOKIE);
  }

  @Test
  void aFragmentThatLeavesOthersBehindStartsNoJourney() {
    visitor.event("e", 99, 99, List.of(EMAIL), "cart", Map.of());
    byCookie(visitor, "1", 100, "view");
    visitor.said();
    visitor.moveOut(COOKIE, 101);
    assertThat(visitor.said()).containsExactly("101 exited seen by moved");
  }

  @Test
  void aMembershipThatSeveralFragmentsCarryIsTheSameAfterTheLastHasCome() {
    byCookie(visitor, "1", 100, "buy");
    byCookie(visitor, "2", 101, "buy");
    visitor.event("3", 102, 102, List.of(EMAIL), "buy", Map.of());
    assertThat(visitor.said()).contains("102 entered vip by event", "102 entered vip audience:vip");
    ada.event(102, "view", Map.of());
    ada.said();

    ada.moveIn(EMAIL, visitor.moveOut(EMAIL, 103), 103);
    assertThat(ada.said()).isEmpty();
    ada.moveIn(COOKIE, visitor.moveOut(COOKIE, 103), 103);
    assertThat(ada.said()).containsExactly("103 existing vip by moved");
  }

  @Test
  void aMembershipThatOnlyTheWholeHasIsEntered() {
    byCookie(visitor, "1", 100, "buy");
    byCookie(visitor, "2", 101, "buy");
    ada.event(102, "buy", Map.of());
    ada.moveIn(COOKIE, visitor.moveOut(COOKIE, 103), 103);
    assertThat(ada.said())
        .containsExactly(
            "103 entered vip by moved",
            "103 entered vip audience:vip",
            "103 ended vip.done greeted");
  }

  @Test
  void anExitEventThatFellInTheGapEndsTheInstance() {
    byCookie(visitor, "1", 100, "cart");
    byte[] fragment = visitor.moveOut(COOKIE, 101);
    ada.event(102, "buy", Map.of("cartId", "k"));
    ada.moveIn(COOKIE, fragment, 101);
    assertThat(ada.said()).containsExactly("102 exited cart.settle buy");
  }

  @Test
  void aWaitThatEndedBeforeTheExitEventInTheGapGoesOn() {
    byCookie(visitor, "1", 100, "cart");
    byte[] fragment = visitor.moveOut(COOKIE, 101);
    ada.event("r", 149, 149, List.of(ADA, EMAIL), "", Map.of());
    ada.event(160, "buy", Map.of("cartId", "k"));
    ada.moveIn(COOKIE, fragment, 101);
    assertThat(ada.said())
        .containsExactly(
            "150 command cart.remind to ada@example.com",
            "150 issued cart.remind email",
            "150 ended cart.done reminded");
  }

  @Test
  void aWaitThatEndedInTheGapIsSettledOnArrival() {
    byCookie(visitor, "1", 100, "cart");
    byte[] fragment = visitor.moveOut(COOKIE, 101);
    ada.event("r", 200, 200, List.of(ADA, EMAIL), "", Map.of());
    ada.moveIn(COOKIE, fragment, 101);
    assertThat(ada.said()).contains("150 command cart.remind to ada@example.com");
  }

  @Test
  void anExitEventBeforeTheLinkDoesNotEndWhatArrives() {
    byCookie(visitor, "1", 100, "cart");
    ada.event(101, "buy", Map.of("cartId", "k"));
    ada.moveIn(COOKIE, visitor.moveOut(COOKIE, 102), 102);
    assertThat(ada.said()).isEmpty();
  }

  @Test
  void anInstanceThatBeganInTheGapGivesWayToTheOneThatArrives() {
    byCookie(visitor, "1", 100, "cart");
    byte[] fragment = visitor.moveOut(COOKIE, 101);
    ada.event(102, "cart", Map.of("cartId", "k"));
    ada.said();
    ada.moveIn(COOKIE, fragment, 101);
    assertThat(ada.said()).containsExactly("102 exited cart.settle superseded");
  }

  @Test
  void reEntranceRemembersWhatHappenedAtTheFormerPerson() {
    byCookie(visitor, "1", 100, "cart");
    byCookie(visitor, "2", 101, "buy");
    ada.moveIn(COOKIE, visitor.moveOut(COOKIE, 102), 102);
    ada.said();
    ada.event(103, "cart", Map.of("cartId", "k"));
    assertThat(ada.said()).containsExactly("103 discarded cart re_entrance");
  }

  @Test
  void aDuplicateIsKnownAtTheNewPerson() {
    byCookie(visitor, "same", 100, "buy");
    ada.moveIn(COOKIE, visitor.moveOut(COOKIE, 102), 102);
    assertThat(ada.event("same", 103, 100, List.of(COOKIE), "buy", Map.of()).kind())
        .isEqualTo(Kind.DUPLICATE);
  }

  @Test
  void whatIsNotHereMovesAsNothing() {
    ada.event(100, "view", Map.of());
    assertThat(ada.moveOut(COOKIE, 101)).isEmpty();
    assertThat(visitor.moveOut(COOKIE, 101)).isEmpty();
  }

  @Test
  void aFragmentThatCannotBeReadChangesNothing() {
    ada.event(100, "view", Map.of());
    byte[] before = ada.stored().get(PersonStore.Part.PROFILE);
    assertThatThrownBy(() -> ada.moveIn(COOKIE, new byte[] {1, 2, 3}, 101))
        .isInstanceOf(MalformedBytesException.class);
    assertThat(ada.stored().get(PersonStore.Part.PROFILE)).isSameAs(before);
  }
}
