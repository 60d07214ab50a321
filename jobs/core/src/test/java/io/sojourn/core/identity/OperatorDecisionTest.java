package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sojourn.core.identity.GraphSnapshot.Edge;
import io.sojourn.core.identity.GraphSnapshot.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What operators decide about links, when all messages are delivered, and how it is shown. */
class OperatorDecisionTest {
  private static final int LOG_IN = 0;
  private static final int COOKIE = 2 << 8;
  private static final LinkingRules ONE_LOG_IN =
      new LinkingRules(Set.of(LOG_IN), Map.of(LOG_IN, 0, COOKIE, 1), LinkingRules.CAP);
  private static final int MOST = 1_000;

  private final LinkedIdentity john = identity(LOG_IN, 1);
  private final LinkedIdentity jane = identity(LOG_IN, 2);
  private final LinkedIdentity joan = identity(LOG_IN, 3);
  private final LinkedIdentity kiosk = identity(COOKIE, 9);
  private final LinkedIdentity phone = identity(COOKIE, 10);
  private final SettledNodes graph = new SettledNodes(new NodeSettings(0, 0), ONE_LOG_IN);

  @Test
  void anUnlinkedDeviceGoesBackThroughTheLogInsBefore() {
    seen(1, john, kiosk);
    seen(2, jane, kiosk);
    seen(3, joan, kiosk);

    decide(Ruling.Kind.UNLINKED, 4, joan, kiosk);
    assertThat(person(kiosk)).isEqualTo(person(jane));
    decide(Ruling.Kind.UNLINKED, 5, kiosk, jane);
    assertThat(person(kiosk)).isEqualTo(person(john));
    decide(Ruling.Kind.UNLINKED, 6, john, kiosk);
    assertThat(person(kiosk)).isEqualTo(PersonId.birth(kiosk.key()));

    seen(7, joan, kiosk);
    assertThat(person(kiosk)).as("seen together again").isEqualTo(person(joan));
  }

  @Test
  void whatIsSeenLaterThanADecisionStandsWhicheverComesFirst() {
    seen(9, john, kiosk);
    decide(Ruling.Kind.UNLINKED, 8, john, kiosk);
    assertThat(person(kiosk)).isEqualTo(person(john));
  }

  @Test
  void aPinWinsOverEveryLaterLogInUntilItIsWithdrawn() {
    decide(Ruling.Kind.PINNED, 1, john, kiosk);
    seen(2, jane, kiosk);
    assertThat(person(kiosk)).as("never seen together").isEqualTo(person(john));

    decide(Ruling.Kind.FREE, 3, john, kiosk);
    assertThat(person(kiosk)).isEqualTo(person(jane));
  }

  @Test
  void anyTwoDevicesCanBeKeptApart() {
    seen(1, kiosk, phone);
    decide(Ruling.Kind.BARRED, 2, kiosk, phone);
    seen(3, kiosk, phone);
    assertThat(person(phone)).isEqualTo(PersonId.birth(phone.key()));

    decide(Ruling.Kind.FREE, 4, kiosk, phone);
    assertThat(person(phone)).isEqualTo(person(kiosk));
  }

  @Test
  void aDecisionTakesFewMessagesAndARepeatedOneChangesNothing() {
    seen(1, john, kiosk);
    seen(2, jane, kiosk);
    Ruling unlinked = new Ruling(Ruling.Kind.UNLINKED, 3);
    assertThat(graph.decide(jane, kiosk, unlinked, MOST)).isLessThanOrEqualTo(43);
    int assignments = graph.outbox.assignments.size();
    graph.decide(jane, kiosk, unlinked, MOST);
    assertThat(graph.outbox.assignments).hasSize(assignments);
  }

  @Test
  void oneDecisionTooManyIsRefusedAndTheOthersStand() {
    for (int i = 0; i < Contacts.MAX_RULINGS; i++) {
      decide(Ruling.Kind.BARRED, i, kiosk, identity(LOG_IN, 100 + i));
    }
    assertThat(graph.outbox.refusedRulings).isEmpty();
    decide(Ruling.Kind.BARRED, 70, kiosk, john);
    assertThat(graph.outbox.refusedRulings).containsExactly(new Ruling(Ruling.Kind.BARRED, 70));
    decide(Ruling.Kind.FREE, 71, kiosk, identity(LOG_IN, 100));
    assertThat(graph.outbox.refusedRulings).hasSize(1);
  }

  @Test
  void peopleSeeEveryLinkAndWhyItDoesNotLive() {
    seen(1, john, kiosk);
    seen(2, jane, kiosk);
    seen(3, joan, kiosk);
    decide(Ruling.Kind.UNLINKED, 4, joan, kiosk);
    decide(Ruling.Kind.PINNED, 5, jane, phone);

    GraphSnapshot shown = newest(jane);
    assertThat(shown.members())
        .extracting(GraphSnapshot.Member::identity)
        .containsExactly(jane, kiosk, phone);
    assertThat(shown.edges())
        .extracting(Edge::link, Edge::status, Edge::lastSeen, Edge::decided)
        .containsExactlyInAnyOrder(
            tuple(link(john, kiosk), Status.SUPERSEDED, 1L, null),
            tuple(link(jane, kiosk), Status.ALIVE, 2L, null),
            tuple(link(joan, kiosk), Status.UNLINKED, 3L, 4L),
            tuple(link(jane, phone), Status.PINNED, 5L, 5L));
    assertThat(newest(kiosk).members()).as("it leads nothing").isEmpty();
  }

  @Test
  void whatIsShownAtLastIsWhatEveryLeaderKnows() {
    seen(1, john, kiosk);
    seen(2, jane, kiosk, phone);
    seen(3, john, phone);
    decide(Ruling.Kind.BARRED, 4, kiosk, phone);

    for (LinkedIdentity each : List.of(john, jane, kiosk, phone)) {
      for (GraphSnapshot.Member member : newest(each).members()) {
        assertThat(member.person()).isEqualTo(person(member.identity()));
      }
    }
    assertThat(newest(kiosk).edges().isEmpty() && newest(jane).edges().isEmpty()).isFalse();
  }

  private void seen(long time, LinkedIdentity... identities) {
    graph.event(new ArrayList<>(List.of(identities)), time, time, MOST);
  }

  private void decide(Ruling.Kind kind, long time, LinkedIdentity one, LinkedIdentity other) {
    assertThat(graph.decide(one, other, new Ruling(kind, time), MOST)).isLessThan(MOST);
  }

  private PersonId person(LinkedIdentity identity) {
    return graph.person(identity.key());
  }

  private GraphSnapshot newest(LinkedIdentity leader) {
    return graph.outbox.graphs.stream()
        .filter(shown -> shown.leader().equals(leader.key()))
        .reduce(GraphSnapshot.none(0, leader.key()), (former, next) -> next);
  }

  private static Link link(LinkedIdentity one, LinkedIdentity other) {
    return Link.between(one.key(), other.key());
  }

  private static LinkedIdentity identity(int rank, int number) {
    return new LinkedIdentity(
        new IdentityKey(rank, number, 0),
        new Identity(rank == LOG_IN ? "CRMID" : "ECID", "v" + number));
  }
}
