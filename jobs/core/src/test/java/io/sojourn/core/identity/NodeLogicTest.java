package io.sojourn.core.identity;

import static io.sojourn.core.identity.TestIdentities.identity;
import static io.sojourn.core.identity.TestIdentities.key;
import static io.sojourn.core.identity.TestIdentities.linked;
import static io.sojourn.core.identity.TestIdentities.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.identity.ControlMessage.Absorb;
import io.sojourn.core.identity.ControlMessage.Belief;
import io.sojourn.core.identity.ControlMessage.Body;
import io.sojourn.core.identity.ControlMessage.Claim;
import io.sojourn.core.identity.ControlMessage.LinkReport;
import io.sojourn.core.identity.ControlMessage.Lost;
import io.sojourn.core.identity.ControlMessage.Release;
import io.sojourn.core.identity.ControlMessage.Show;
import io.sojourn.core.output.Assignment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class NodeLogicTest {
  private NodeLogic logic = new NodeLogic(new NodeSettings(1_000, 100), LinkingRules.PLAIN);
  private final InMemoryNodes nodes = new InMemoryNodes();
  private final RecordingOutbox outbox = new RecordingOutbox();

  @Test
  void anEventOfAnUnlinkedIdentityReadsOnceAndWritesNothing() {
    assertThat(event(0, 0, 5)).isEqualTo(person(5));
    assertThat(nodes.reads).isEqualTo(1);
    assertThat(nodes.writes).isZero();
    assertThat(outbox).usingRecursiveComparison().isEqualTo(new RecordingOutbox());
  }

  @Test
  void anEventOfAKnownLinkReadsOnceAndWritesNothing() {
    event(0, 0, 1, 2);
    nodes.reads = 0;
    nodes.writes = 0;
    event(50, 50, 1, 2);
    event(50, 50, 1);
    assertThat(nodes.reads).isEqualTo(2);
    assertThat(nodes.writes).isZero();
  }

  @Test
  void theLeastIdentityLeadsAndClaimsTheOthers() {
    event(0, 7, 1, 2);
    assertThat(outbox.control).containsExactly(message(2, 7, claim(1, 2)));
    assertThat(outbox.assignments)
        .containsExactly(new Assignment(7, key(1), identity(1), person(1), null));
    assertThat(outbox.moves).isEmpty();
  }

  @Test
  void aLinkToALesserIdentityHandsTheFactsOver() {
    assertThat(event(5, 7, 2, 1)).isEqualTo(person(2));
    assertThat(outbox.control)
        .containsExactly(
            message(1, 7, new Absorb(key(2), Facts.seenTogether(linked(2, 1), 5), false)));
    assertThat(nodes.clusters).isEmpty();
    outbox.control.clear();
    event(5, 8, 2, 3);
    assertThat(outbox.control)
        .containsExactly(message(1, 8, new LinkReport(linked(2, 3), 5, key(2), key(1), person(2))));
  }

  @Test
  void aClaimedNodeMovesItsFragmentAndConfirms() {
    receive(message(2, 7, claim(1, 2)));
    assertThat(outbox.assignments)
        .containsExactly(new Assignment(7, key(2), identity(2), person(1), null));
    assertThat(outbox.moves).containsExactly(new RecordingOutbox.Move(person(2), 1, 7));
    assertThat(outbox.control).containsExactly(message(1, 7, belief(2, 1, 2, 1)));
    assertThat(event(0, 8, 2)).isEqualTo(person(1));
  }

  @Test
  void aRepeatedClaimDoesNothing() {
    receive(message(2, 7, claim(1, 2)));
    nodes.reads = 0;
    nodes.writes = 0;
    receive(message(2, 9, claim(1, 2)));
    assertThat(nodes.reads).as("itself and its contacts").isEqualTo(2);
    assertThat(nodes.writes).isZero();
    assertThat(outbox.moves).hasSize(1);
  }

  @Test
  void ofTwoClaimsTheLesserHomeWinsAndTheOtherIsToldToUnite() {
    receive(message(9, 7, claim(2, 9)));
    receive(message(9, 8, claim(3, 9)));
    receive(message(9, 9, claim(1, 9)));
    assertThat(outbox.control)
        .contains(message(3, 8, belief(9, 2, 2, 2)), message(2, 9, belief(9, 1, 2, 2)));
    assertThat(event(0, 10, 9)).isEqualTo(person(1));
  }

  @Test
  void aLeaderAnswersAWrongBeliefAndLeavesARightOneAlone() {
    event(0, 0, 1, 2);
    outbox.control.clear();
    receive(message(1, 5, belief(2, 1, 1, 1)));
    receive(message(1, 5, belief(9, 8, 1, 8)));
    assertThat(outbox.control).isEmpty();
    receive(message(1, 6, belief(2, 1, 1, 2)));
    assertThat(outbox.control).containsExactly(message(2, 6, claim(1, 2)));
  }

  @Test
  void whoBelievesInAnotherLeaderThanItsOwnIsSentBack() {
    LinkingRules rules = new LinkingRules(Set.of(3), Map.of(), 0);
    logic = new NodeLogic(new NodeSettings(1_000, 100), rules);
    receive(message(1, 5, belief(9, 1, 4, 1)));
    receive(message(1, 6, belief(8, 1, 8, 1)));
    receive(message(9, 7, claim(1, 9)));
    receive(message(9, 8, new Release(key(2), key(3), Contacts.NONE)));
    assertThat(outbox.control)
        .startsWith(
            message(9, 5, new Release(key(1), key(4), Contacts.NONE)),
            message(8, 6, new Release(key(1), key(8), Contacts.NONE)))
        .doesNotContain(message(3, 8, belief(9, 3, 9, 1)));
    receive(message(9, 9, new Release(key(1), key(4), Contacts.NONE)));
    assertThat(outbox.control).contains(message(4, 9, belief(9, 4, 9, 1)));
    receive(message(9, 10, new Release(key(4), key(9), Contacts.NONE)));
    assertThat(event(0, 11, 9)).isEqualTo(person(9));
  }

  @Test
  void aReporterWithAnOldHomeIsClaimedAgain() {
    event(0, 0, 1, 2);
    outbox.control.clear();
    receive(message(1, 6, new LinkReport(linked(2, 1), 0, key(2), key(2), person(1))));
    assertThat(outbox.control).containsExactly(message(2, 6, claim(1, 2)));
  }

  @Test
  void aFragmentFollowsItsIdentityThereAndBackAndElsewhere() {
    move(1);
    event(0, 0, 9);
    move(9);
    event(0, 0, 9);
    move(2);
    event(0, 0, 9);
    move(9);
    assertThat(outbox.moves)
        .extracting(RecordingOutbox.Move::from)
        .containsExactly(person(9), person(1), person(9), person(2));
    for (long token : new long[] {3, 1, 4, 2}) {
      assertThat(payload(token)).isTrue();
      assertThat(payload(token)).as("a duplicate").isFalse();
    }
    assertThat(outbox.arrivals)
        .extracting(RecordingOutbox.Arrival::to)
        .containsExactly(person(9), person(9), person(9), person(9));
  }

  @Test
  void nothingMovesFromAPersonThatHeldNothing() {
    move(1);
    move(2);
    assertThat(outbox.moves).hasSize(1);
    payload(1);
    move(3);
    assertThat(outbox.moves)
        .extracting(RecordingOutbox.Move::from)
        .containsExactly(person(9), person(2));
  }

  @Test
  void aGhostPayloadIsDropped() {
    assertThat(payload(77)).isFalse();
    assertThat(outbox.arrivals).isEmpty();
    assertThat(nodes.writes).isZero();
  }

  @Test
  void aLaterSightIsReportedByTheTimerOnce() {
    event(0, 0, 1, 2);
    event(99, 10, 1, 2);
    assertThat(outbox.wakeUps).isEmpty();
    event(100, 20, 1, 2);
    event(300, 30, 1, 2);
    assertThat(outbox.wakeUps).containsExactly(1_000L);
    logic.onTimer(key(1), nodes.at(key(1)), 1_000, outbox);
    assertThat(nodes.cluster(key(1)).links()).containsValue(300L);
    nodes.writes = 0;
    event(300, 1_500, 1, 2);
    assertThat(nodes.writes).isZero();
  }

  @Test
  void whatWasSeenSinceItWasReportedIsReportedWhenTheLinkIsLost() {
    event(0, 1, 2, 1);
    event(300, 301, 2, 1);
    outbox.control.clear();
    ControlMessage lost =
        message(
            2, 400, new Lost(new TreeSet<>(Set.of(Link.between(key(1), key(2)))), Contacts.NONE));
    receive(lost);
    assertThat(outbox.control)
        .singleElement()
        .matches(report -> report.body() instanceof LinkReport seen && seen.time() == 300);
    receive(lost);
    assertThat(outbox.control).hasSize(1);
  }

  @Test
  void otherRulesAreActedOnAtOnceAndOnceMoreWhenAllKeysKnowThem() {
    event(0, 0, 1, 2);
    outbox.control.clear();
    receive(ControlMessage.recheck(key(1), 50));
    assertThat(outbox.control).containsOnly(message(2, 50, claim(1, 2)));
    assertThat(outbox.wakeUps).containsExactly(10_050L);
    outbox.control.clear();
    logic.onTimer(key(1), nodes.at(key(1)), 10_050, outbox);
    assertThat(outbox.control).containsOnly(message(2, 10_050, claim(1, 2)));
    outbox.control.clear();
    logic.onTimer(key(1), nodes.at(key(1)), 20_050, outbox);
    assertThat(outbox.control).isEmpty();
    assertThat(outbox.wakeUps).hasSize(1);
  }

  @Test
  void aKnownLinkIsReportedAgainAfterTheRefreshTime() {
    event(0, 0, 1, 2);
    event(999, 1_000, 2, 1);
    event(50, 1_000, 1, 2);
    assertThat(nodes.cluster(key(1)).links()).containsValue(50L);
  }

  @Test
  void aSightThatMakesRoomIsReportedFirst() {
    event(0, 0, 1, 2);
    event(100, 1, 1, 2);
    for (int other = 3; other < 3 + SightCache.MAX_SIGHTS; other++) {
      event(500, 2, 1, other);
    }
    assertThat(nodes.cluster(key(1)).links()).containsEntry(Link.between(key(1), key(2)), 100L);
  }

  @Test
  void anEventFromTheFutureLinksAtMostFiveMinutesAhead() {
    event(NodeLogic.MAX_AHEAD + 5_000, 3, 1, 2);
    assertThat(nodes.cluster(key(1)).links()).containsValue(NodeLogic.MAX_AHEAD + 3);
  }

  @Test
  void aFullClusterRefusesTheNextIdentity() {
    for (int other = 1; other < Facts.MAX_NODES; other++) {
      event(0, 0, 0, other);
    }
    assertThat(outbox.refused).isEmpty();
    event(0, 0, 0, 999);
    assertThat(outbox.refused).containsExactly(Link.between(key(0), key(999)));
    assertThat(nodes.cluster(key(0)).nodes()).hasSize(Facts.MAX_NODES);
    assertThat(Facts.decode(nodes.cluster(key(0)).encode())).isEqualTo(nodes.cluster(key(0)));
  }

  @Test
  void aFullClusterRefusesTheNextLink() {
    int[] ids = new int[20];
    for (int event = 0; event < 6; event++) {
      ids[0] = 0;
      for (int i = 1; i < ids.length; i++) {
        ids[i] = event * 19 + i;
      }
      event(0, 0, ids);
    }
    assertThat(nodes.cluster(key(0)).links()).hasSize(Facts.MAX_LINKS);
    assertThat(outbox.refused).hasSize(6 * 190 - Facts.MAX_LINKS);
  }

  @Test
  void twoFullClustersUniteAsFarAsTheBoundAllows() {
    Facts other = Facts.seenTogether(linked(0, 300), 0);
    for (int i = 301; i < 500; i++) {
      event(0, 0, 0, i - 300);
      other = other.join(Facts.seenTogether(linked(300, i), 0), link -> {});
    }
    receive(message(0, 1, new Absorb(key(300), other, false)));
    assertThat(nodes.cluster(key(0)).nodes()).hasSize(Facts.MAX_NODES);
    assertThat(outbox.refused).hasSize(400 - Facts.MAX_NODES);
  }

  @Test
  void whatWasShownAndHasNoRoomIsRefusedOnceWhenItIsHandedOver() {
    Facts other = Facts.seenTogether(linked(0, 300), 0);
    for (int i = 301; i < 500; i++) {
      event(0, 0, 0, i - 300);
      other = other.join(Facts.seenTogether(linked(300, i), 0), link -> {});
    }
    receive(message(0, 1, new Show(key(300), key(300), other)));
    assertThat(outbox.refused).isEmpty();
    receive(message(0, 1, new Absorb(key(300), other, false)));
    assertThat(outbox.refused).doesNotHaveDuplicates().hasSize(400 - Facts.MAX_NODES);
  }

  @Test
  void aMessagePassedOnTooOftenIsADeadLetter() {
    receive(message(2, 0, claim(1, 2)));
    Body body = belief(9, 3, 3, 3);
    receive(new ControlMessage(key(2), 15, 0, body));
    assertThat(outbox.control).contains(new ControlMessage(key(1), 16, 0, body));
    ControlMessage last = new ControlMessage(key(2), 16, 0, body);
    receive(last);
    assertThat(outbox.deadLetters).containsExactly(last);
  }

  @Test
  void unreadableStateIsReported() {
    nodes.nodes.put(key(1), new byte[] {9});
    assertThatThrownBy(() -> event(0, 0, 1)).isInstanceOf(IllegalStateException.class);
    nodes.clusters.put(key(2), new byte[] {1, 0, 5});
    assertThatThrownBy(() -> event(0, 0, 2, 3)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void anEventMustBeginWithItsPrimaryIdentity() {
    for (List<LinkedIdentity> wrong :
        List.of(List.<LinkedIdentity>of(), linked(2, 1), linked(new int[21]))) {
      assertThatThrownBy(() -> logic.onEvent(key(1), nodes.at(key(1)), wrong, 0, 0, outbox))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private PersonId event(long time, long now, int... numbers) {
    IdentityKey self = key(numbers[0]);
    return logic.onEvent(self, nodes.at(self), linked(numbers), time, now, outbox);
  }

  private void receive(ControlMessage message) {
    logic.onControl(nodes.at(message.target()), message, outbox);
  }

  /** Identity 9 is told by its home 0 that it belongs to another person. */
  private void move(int person) {
    receive(message(9, 0, new Claim(key(0), key(0), person(person), identity(9), Contacts.NONE)));
  }

  private boolean payload(long token) {
    FragmentPayload payload =
        new FragmentPayload(key(9), person(1), token, new byte[] {(byte) token}, 3);
    return logic.onPayload(nodes.at(key(9)), payload, outbox);
  }

  private static Claim claim(int home, int node) {
    return new Claim(key(home), key(home), person(home), identity(node), Contacts.NONE);
  }

  private static Belief belief(int node, int home, int former, int person) {
    return new Belief(key(node), key(home), key(former), person(person), Contacts.NONE);
  }

  private static ControlMessage message(int target, long asOf, Body body) {
    return new ControlMessage(key(target), 0, asOf, body);
  }
}
