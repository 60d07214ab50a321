package io.sojourn.flink.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.EventRate;
import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Link;
import io.sojourn.core.identity.LinkedIdentity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.identity.Ruling;
import io.sojourn.flink.convert.GraphCodec;
import io.sojourn.flink.definition.Forgetting;
import io.sojourn.flink.definition.TestDefinitions;
import io.sojourn.flink.person.PersonInput;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // a harness that is interrupted on close fails its test
class StitchIdentitiesTest {
  private static final LinkedIdentity ADA = identity(0, "CRMID", 1);
  private static final LinkedIdentity COOKIE = identity(513, "ECID", 2);

  private static LinkedIdentity identity(int rank, String namespace, long number) {
    return new LinkedIdentity(
        new IdentityKey(rank, number, number), new Identity(namespace, "v" + number));
  }

  @Test
  void anUnlinkedIdentityIsItsOwnPersonAndKeepsNoState() throws Exception {
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(PersonId.birth(COOKIE.key()));
      assertThat(harness.stored()).isZero();
    }
  }

  @Test
  void aLinkMovesTheCookieToThePersonWhoLogsIn() throws Exception {
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      harness.event(3, COOKIE);

      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(
              PersonId.birth(COOKIE.key()), PersonId.birth(ADA.key()), PersonId.birth(ADA.key()));
      assertThat(harness.routed(PersonInput.Kind.MOVE_OUT))
          .singleElement()
          .matches(move -> move.person().equals(PersonId.birth(COOKIE.key())))
          .matches(move -> move.time() == 2);
    }
  }

  @Test
  void aLinkThatIsTooOldGoesByTheClockOfTheLogAlsoAfterARestore() throws Exception {
    long end = Duration.ofDays(30).toMillis() + 2;
    OperatorSubtaskState state;
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(2, ADA, COOKIE);
      PersonInput move = harness.routed(PersonInput.Kind.MOVE_OUT).get(0);
      harness.payload(COOKIE.key(), move.person(), move.token());
      harness.logReaches(end - 1);
      harness.event(3, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsOnly(PersonId.birth(ADA.key()));
      state = harness.snapshot(1, 1);
    }
    try (StitchHarness harness = new StitchHarness()) {
      harness.initializeState(state);
      harness.open();
      harness.logReaches(end);
      PersonInput move = harness.routed(PersonInput.Kind.MOVE_OUT).get(0);
      assertThat(move.person()).isEqualTo(PersonId.birth(ADA.key()));
      harness.payload(COOKIE.key(), move.person(), move.token());
      assertThat(harness.unassigned()).containsExactlyInAnyOrder(ADA.key(), COOKIE.key());
      harness.snapshot(2, 2);
      assertThat(harness.stored()).isZero();
    }
  }

  @Test
  void aFragmentOnItsWayFindsItsPersonAfterARestore() throws Exception {
    OperatorSubtaskState state;
    long token;
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      token = harness.routed(PersonInput.Kind.MOVE_OUT).get(0).token();
      state = harness.snapshot(1, 1);
    }
    try (StitchHarness harness = new StitchHarness()) {
      harness.initializeState(state);
      harness.open();
      harness.payload(COOKIE.key(), PersonId.birth(COOKIE.key()), token, (byte) 42);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT))
          .singleElement()
          .matches(in -> in.person().equals(PersonId.birth(ADA.key())))
          .matches(in -> in.body().length == 1 && in.body()[0] == 42);
    }
  }

  @Test
  void aFragmentIsTakenOnceAndAGhostNever() throws Exception {
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      long token = harness.routed(PersonInput.Kind.MOVE_OUT).get(0).token();
      PersonId from = PersonId.birth(COOKIE.key());
      harness.payload(COOKIE.key(), from, token + 1, (byte) 13);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT)).isEmpty();
      harness.payload(COOKIE.key(), from, token, (byte) 42);
      harness.payload(COOKIE.key(), from, token, (byte) 42);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT)).hasSize(1);
    }
  }

  @Test
  void anEmptyPayloadIsNotPassedOn() throws Exception {
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, COOKIE);
      harness.event(2, ADA, COOKIE);
      long token = harness.routed(PersonInput.Kind.MOVE_OUT).get(0).token();
      harness.payload(COOKIE.key(), PersonId.birth(COOKIE.key()), token);
      assertThat(harness.routed(PersonInput.Kind.FRAGMENT)).isEmpty();
    }
  }

  @Test
  void aSharedDeviceGoesWithWhoLoggedInLast() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      harness.event(3, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(
              PersonId.birth(ADA.key()), PersonId.birth(bob.key()), PersonId.birth(bob.key()));
    }
  }

  @Test
  void aMessageOfALostAttemptDoesNothingAndOneFromBeforeTheCheckpointCounts() throws Exception {
    OperatorSubtaskState state;
    List<byte[]> before;
    List<byte[]> after;
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.deaf = true;
      harness.event(1, COOKIE, ADA);
      before = List.copyOf(harness.messages);
      state = harness.snapshot(5, 5);
      harness.event(2, identity(513, "ECID", 4), ADA);
      after = harness.messages.subList(before.size(), harness.messages.size());
    }
    assertThat(before).isNotEmpty();
    assertThat(after).isNotEmpty();
    try (StitchHarness harness = new StitchHarness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      for (byte[] ghost : after) {
        harness.control(ghost);
      }
      harness.feedBack();
      assertThat(harness.messages).isEmpty();
      for (byte[] message : before) {
        harness.control(message);
      }
      harness.feedBack();
      harness.event(3, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(PersonId.birth(ADA.key()));
    }
  }

  @Test
  void aChangeOfRulesReachesGraphsThatNothingTouches() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      harness.processBroadcastElement(TestDefinitions.withoutUniqueNamespaces(), 3);
      harness.feedBack();
      harness.event(4, bob);
      harness.event(5, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .endsWith(PersonId.birth(ADA.key()), PersonId.birth(ADA.key()));

      harness.processBroadcastElement(TestDefinitions.update(), 6);
      harness.feedBack();
      harness.event(7, bob);
      harness.event(8, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .endsWith(PersonId.birth(bob.key()), PersonId.birth(bob.key()));
    }
  }

  @Test
  void whoIsForgottenStandsNowhereAndBeginsAnew() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    OperatorSubtaskState state;
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      assertThat(harness.holds(ADA)).isTrue();

      harness.processBroadcastElement(new Forgetting(List.of(ADA.key()), 3), 3);
      harness.feedBack();
      assertThat(harness.holds(ADA)).isFalse();
      assertThat(harness.unassigned()).containsExactly(ADA.key());
      assertThat(harness.graphs().get(ADA.key())).isNull();

      harness.event(3, ADA, COOKIE);
      harness.event(3, COOKIE, ADA);
      assertThat(harness.rejections()).containsExactly(ProblemCode.IDENTITY_FORGOTTEN);
      assertThat(harness.routed(PersonInput.Kind.EVENT)).hasSize(3);
      assertThat(harness.holds(ADA)).isFalse();
      state = harness.snapshot(5, 5);
    }
    try (StitchHarness harness = new StitchHarness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      harness.event(3, ADA, COOKIE);
      harness.event(4, ADA);
      long later = 4 + Duration.ofMinutes(5).toMillis();
      harness.event(later, ADA, COOKIE);
      harness.event(later + 1, COOKIE);
      assertThat(harness.rejections()).containsExactly(ProblemCode.IDENTITY_FORGOTTEN);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(
              PersonId.birth(ADA.key()), PersonId.birth(ADA.key()), PersonId.birth(ADA.key()));
    }
  }

  @Test
  void anIdentityIsHeldToItsRateAndOthersAreNot() throws Exception {
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      for (int i = 0; i < EventRate.BURST + 2; i++) {
        harness.event(1, COOKIE);
      }
      harness.event(1, ADA);
      harness.event(1_001, COOKIE);
      assertThat(harness.rejections())
          .containsExactly(ProblemCode.IDENTITY_TOO_BUSY, ProblemCode.IDENTITY_TOO_BUSY);
      assertThat(harness.routed(PersonInput.Kind.EVENT)).hasSize(EventRate.BURST + 2);
    }
  }

  @Test
  void afterARestoreItIsSaidOnceMoreWhoseAnIdentityIs() throws Exception {
    OperatorSubtaskState state;
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      state = harness.snapshot(5, 5);
    }
    try (StitchHarness harness = new StitchHarness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      harness.event(2, COOKIE);
      harness.event(3, COOKIE);
      harness.event(4, identity(513, "ECID", 9));
      assertThat(harness.assignments())
          .singleElement()
          .matches(said -> said.identity().equals(COOKIE.identity()))
          .matches(said -> said.person().equals(PersonId.birth(ADA.key())));
    }
  }

  @Test
  void anOperatorGivesTheCookieBackAndPeopleAreToldWhy() throws Exception {
    LinkedIdentity bob = identity(0, "CRMID", 3);
    OperatorSubtaskState state;
    try (StitchHarness harness = new StitchHarness()) {
      harness.open();
      harness.event(1, ADA, COOKIE);
      harness.event(2, bob, COOKIE);
      harness.decide(COOKIE, bob, Ruling.Kind.UNLINKED, 3);
      harness.event(4, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .endsWith(PersonId.birth(ADA.key()));
      GraphSnapshot graph =
          new GraphCodec("test").decode(Objects.requireNonNull(harness.graphs().get(ADA.key())));
      assertThat(graph.edges())
          .extracting(GraphSnapshot.Edge::link, GraphSnapshot.Edge::status)
          .containsExactlyInAnyOrder(
              tuple(Link.between(ADA.key(), COOKIE.key()), GraphSnapshot.Status.ALIVE),
              tuple(Link.between(bob.key(), COOKIE.key()), GraphSnapshot.Status.UNLINKED));
      state = harness.snapshot(5, 5);
    }
    try (StitchHarness harness = new StitchHarness()) {
      harness.setRestoredCheckpointId(5L);
      harness.initializeState(state);
      harness.open();
      harness.decide(COOKIE, bob, Ruling.Kind.FREE, 6);
      harness.event(7, COOKIE);
      assertThat(harness.routed(PersonInput.Kind.EVENT))
          .extracting(PersonInput::person)
          .containsExactly(PersonId.birth(bob.key()));
      assertThat(harness.graphs()).containsEntry(COOKIE.key(), null);
    }
  }
}
