package io.sojourn.core.person;

import static io.sojourn.core.person.TestPerson.ADA;
import static io.sojourn.core.person.TestPerson.COOKIE;
import static io.sojourn.core.person.TestPerson.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.channel.Feedback;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.person.Result.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PersonEngineTest {
  private static final String SEEN = "n: {event: view, exists: true, within: 10s}";
  private static final TestWorkspace SEEN_PEOPLE = TestWorkspace.empty().audience("a", SEEN, "n");

  private final TestPerson person = new TestPerson(SEEN_PEOPLE.compile());

  @Test
  void aProfileRecordSetsAttributesAndAnEventDoesNot() {
    person.profile(100, Map.of("loyalty.points", 1L));
    person.event(101, "view", Map.of("sku", "s"));
    assertThat(person.profile().attributes()).isEqualTo(Map.of("loyalty.points", 1L));
  }

  @Test
  void aProfileRecordOfAnEarlierTimeChangesOnlyWhatNothingNewerSet() {
    person.profile(100, Map.of("loyalty.points", 1L));
    person.event(
        "late",
        101,
        90,
        List.of(ADA),
        "",
        Map.of("loyalty.points", 2L, "person.name.firstName", "Ada"));
    assertThat(person.profile().attributes())
        .isEqualTo(Map.of("loyalty.points", 1L, "person.name.firstName", "Ada"));
  }

  @Test
  void aProfileRecordTellsIdentitiesAndAudiences() {
    person.event("e", 100, 100, List.of(ADA, EMAIL), "view", Map.of());
    assertThat(person.profile().identities()).containsExactly(ADA, EMAIL);
    assertThat(person.profile().audiences()).containsExactly("a");
    person.until(500);
    assertThat(person.profile().audiences()).isEmpty();
    assertThat(person.profile().at()).isEqualTo(110_000);
  }

  @Test
  void anAddressThatIsNoMoreIsNoneUntilItIsSeenAgain() {
    Map<String, Object> gone =
        Map.of("feedback.address.namespace", "Email", "feedback.address.value", EMAIL.value());
    person.event("e", 100, 100, List.of(ADA, EMAIL), "view", Map.of());
    person.event("f", 101, 101, List.of(COOKIE), Feedback.EVENT_TYPE, gone);
    assertThat(person.profile().identities()).contains(ADA).doesNotContain(EMAIL);
    person.event("g", 102, 102, List.of(ADA, EMAIL), "view", Map.of());
    assertThat(person.profile().identities()).contains(ADA, EMAIL);
    person.event("h", 103, 103, List.of(COOKIE), "view", gone);
    assertThat(person.profile().identities()).as("no feedback").contains(EMAIL);
  }

  @Test
  void aMailboxThatIsNoMoreIsNotWrittenTo() {
    TestPerson person = new TestPerson(TestWorkspace.empty().cartJourney().compile());
    person.event("a", 99, 99, List.of(ADA, EMAIL), "view", Map.of());
    bounce(person, "b", 100, "5.1.1", EMAIL);
    person.event(101, "cart", Map.of("cartId", "k"));
    assertThat(person.until(151).said()).contains("151 refused cart.remind no_address");

    person.event("c", 160, 160, List.of(EMAIL), "cart", Map.of("cartId", "l"));
    assertThat(person.until(210).said()).contains("210 command cart.remind to " + EMAIL.value());
  }

  @Test
  void whatIsKnownOfAMailboxMovesWithItsFragment() {
    TestPerson person = new TestPerson(TestWorkspace.empty().cartJourney().compile(), 1);
    TestPerson other = new TestPerson(TestWorkspace.empty().cartJourney().compile(), 2);
    bounce(person, "b", 100, "5.1.1", EMAIL);
    other.event("k", 101, 101, List.of(ADA), "cart", Map.of("cartId", "k"));
    other.moveIn(EMAIL, person.moveOut(EMAIL, 102), 102);
    assertThat(other.until(151).said()).contains("151 refused cart.remind no_address");
  }

  @Test
  void aBounceThatMayPassTakesNoAddress() {
    TestPerson person = new TestPerson(TestWorkspace.empty().cartJourney().compile());
    bounce(person, "b", 100, "5.2.2", null);
    person.event(101, "cart", Map.of("cartId", "k"));
    assertThat(person.until(151).said()).contains("151 command cart.remind to " + EMAIL.value());
  }

  @Test
  void whoComplainsGetsNoMoreMarketing() {
    TestPerson person = new TestPerson(TestWorkspace.empty().compile());
    person.reachable(99);
    Map<String, Object> complaint = Feedback.fields(Feedback.Report.COMPLAINT, "abuse", null, null);
    person.event("c", 100, 100, List.of(EMAIL), Feedback.EVENT_TYPE, complaint);
    assertThat(person.profile().attributes()).containsEntry("consents.marketing.email.val", "n");
    person.reachable(101);
    assertThat(person.profile().attributes()).containsEntry("consents.marketing.email.val", "y");

    Map<String, Object> elsewhere = new HashMap<>(complaint);
    elsewhere.put("feedback.channel", "none of ours");
    person.event("d", 102, 102, List.of(EMAIL), Feedback.EVENT_TYPE, elsewhere);
    assertThat(person.profile().attributes()).hasSize(1);
  }

  private static void bounce(
      TestPerson person, String id, long at, String code, @Nullable Identity gone) {
    Map<String, Object> bounce =
        Feedback.fields(Feedback.Report.BOUNCE, code, "0".repeat(32), gone);
    person.event(id, at, at, List.of(EMAIL), Feedback.EVENT_TYPE, bounce);
  }

  @Test
  void anEventThatChangesNothingTellsNoProfile() {
    person.event(100, "view", Map.of());
    person.said();
    person.event(101, "view", Map.of());
    assertThat(person.outputs()).isEmpty();
  }

  @Test
  void timeNeverGoesBackForAPerson() {
    person.event(100, "cart", Map.of());
    person.event("behind", 90, 90, List.of(ADA), "view", Map.of());
    assertThat(person.outputs(Qualification.class))
        .isEmpty(); // at 100 the view of 90 is out of its window
  }

  @Test
  void everyIdentityIsItsOwnFragmentAndOnePerson() {
    person.event("1", 100, 100, List.of(ADA), "", Map.of("loyalty.points", 1L));
    person.event("2", 101, 101, List.of(COOKIE), "", Map.of("loyalty.points", 2L));
    person.event("3", 102, 99, List.of(COOKIE), "", Map.of("person.name.firstName", "A"));
    assertThat(person.profile().attributes())
        .isEqualTo(Map.of("loyalty.points", 2L, "person.name.firstName", "A"));
  }

  @Test
  void duplicatesAreKnownPerIdentity() {
    assertThat(person.event("e", 100, 100, List.of(ADA), "view", Map.of()).kind())
        .isEqualTo(Kind.PROCESSED);
    assertThat(person.event("e", 101, 100, List.of(ADA), "view", Map.of()).kind())
        .isEqualTo(Kind.DUPLICATE);
    assertThat(person.event("e", 101, 100, List.of(COOKIE), "view", Map.of()).kind())
        .isEqualTo(Kind.PROCESSED);
  }

  @Test
  void whatFellDueIsSettledEvenBeforeADuplicate() {
    person.event("e", 100, 100, List.of(ADA), "view", Map.of());
    person.said();
    person.event("e", 200, 100, List.of(ADA), "view", Map.of());
    assertThat(person.said()).containsExactly("110 exited a by window");
  }

  @Test
  void theTimerIsAskedForOnceAndForTheEarliestDueTime() {
    TestPerson spender =
        new TestPerson(
            TestWorkspace.empty()
                .audience("a", "s: {event: buy, sum: event.price, within: 10s}", "s > 5.0")
                .compile());
    assertThat(spender.event(100, "buy", Map.of("price", 1.0)).timer()).isEqualTo(110_000);
    assertThat(spender.event(101, "buy", Map.of("price", 1.0)).timer()).isEqualTo(Long.MAX_VALUE);
    Result late = spender.event("late", 102, 95, List.of(ADA), "buy", Map.of("price", 1.0));
    assertThat(late.timer()).isEqualTo(105_000);
  }

  @Test
  void aTimerThatFiresTooEarlyWritesNothingAndAsksForTheNext() {
    person.event(100, "view", Map.of());
    person.event(105, "view", Map.of());
    byte[] before = person.stored().get(PersonStore.Part.PROFILE);
    assertThat(person.fire(110_000).timer()).isEqualTo(115_000);
    assertThat(person.stored().get(PersonStore.Part.PROFILE)).isSameAs(before);
    assertThat(person.fire(115_000).timer()).isEqualTo(Long.MAX_VALUE);
    assertThat(person.said()).contains("115 exited a by window");
  }

  @Test
  void anOlderEventThanTheOneThatDecidesAsksForNoTimer() {
    assertThat(person.event(100, "view", Map.of()).timer()).isEqualTo(110_000);
    Result older = person.event("older", 102, 95, List.of(COOKIE), "view", Map.of());
    assertThat(older.timer()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void anEventThatMakesThePersonTooLargeChangesNothing() {
    String half = "x".repeat(PersonState.MAX_BYTES / 2);
    person.profile(100, Map.of("person.name.firstName", half));
    person.event(101, "view", Map.of());
    byte[] before = person.stored().get(PersonStore.Part.PROFILE).clone();
    person.said();
    Result result =
        person.event("big", 500, 101, List.of(COOKIE), "", Map.of("person.name.firstName", half));

    assertThat(result.kind()).isEqualTo(Kind.TOO_LARGE);
    assertThat(result.outputs()).isEmpty();
    assertThat(person.stored().get(PersonStore.Part.PROFILE)).isEqualTo(before);
    person.event(501, "cart", Map.of());
    assertThat(person.said()).containsExactly("111 exited a by window");
  }

  @Test
  void aMoveIsNeverRefusedForTheSizeOfThePerson() {
    String most = "x".repeat(PersonState.MAX_BYTES * 3 / 4);
    TestPerson other = new TestPerson(SEEN_PEOPLE.compile(), 2);
    person.profile(100, Map.of("person.name.firstName", most));
    other.event("b", 100, 100, List.of(COOKIE), "", Map.of("person.name.firstName", most));

    Result moved = person.moveIn(COOKIE, other.moveOut(COOKIE, 100), 100);
    assertThat(moved.kind()).isEqualTo(Kind.PROCESSED);
    assertThat(person.moveOut(COOKIE, 101).length).isGreaterThan(most.length());
    assertThat(other.stored()).isEmpty();
  }

  @Test
  void anUnknownPersonHasNothingDueAndIsNotStored() {
    assertThat(person.until(100).said()).isEmpty();
    assertThat(person.stored()).isEmpty();
  }

  @Test
  void partsThatHoldNothingAreNotStored() {
    person.event(100, "cart", Map.of());
    assertThat(person.stored()).containsOnlyKeys(PersonStore.Part.PROFILE);
    person.event(101, "view", Map.of());
    assertThat(person.stored())
        .containsOnlyKeys(PersonStore.Part.PROFILE, PersonStore.Part.AUDIENCES);
    person.until(500);
    assertThat(person.stored()).containsOnlyKeys(PersonStore.Part.PROFILE);
  }

  @Test
  void everyDueMomentTellsItsOwnProfileHoweverLateItIsSettled() {
    person.event(100, "view", Map.of());
    person.profile(200, Map.of("loyalty.points", 1L));
    assertThat(person.outputs(ProfileRecord.class))
        .extracting(ProfileRecord::at)
        .containsExactly(100_000L, 110_000L, 200_000L);
  }
}
