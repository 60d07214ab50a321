package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Log-ins, addresses and cookies, of which cookies are kept for 30 days. */
class RetentionTest {
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int COOKIES = 2 << 8;
  private static final LinkedIdentity ADA = GraphLoad.identity(0);
  private static final LinkedIdentity MAIL = GraphLoad.identity(1);
  private static final LinkedIdentity PHONE = GraphLoad.identity(2);
  private static final LinkedIdentity LAPTOP = GraphLoad.identity(5);
  private static final LinkingRules RULES =
      new LinkingRules(
          GraphLoad.ONE_LOG_IN.unique(),
          GraphLoad.ONE_LOG_IN.priorities(),
          0,
          Map.of(),
          Forgotten.NOBODY,
          Map.of(COOKIES, 30 * DAY),
          0);

  private final HeldFragments held = new HeldFragments();
  private final InProcessGraph graph = new InProcessGraph(RULES, held);
  private int events;

  @Test
  void aCookieLeavesWhenItWasNotSeenForItsRetentionAndTakesItsEventsAlong() {
    seen(0, ADA, PHONE);
    seen(1, PHONE);
    seen(2, ADA, LAPTOP);

    graph.advanceTo(30 * DAY - 1);
    assertThat(person(PHONE)).isEqualTo(person(ADA));
    graph.advanceTo(30 * DAY);
    assertThat(person(PHONE)).isEqualTo(PersonId.birth(PHONE.key()));
    assertThat(person(LAPTOP)).isEqualTo(person(ADA));
    assertThat(held.persons.holders().get(1)).containsExactly(PersonId.birth(PHONE.key()));
    graph.advanceTo(32 * DAY);
    assertThat(person(LAPTOP)).isEqualTo(PersonId.birth(LAPTOP.key()));
  }

  @Test
  void whatIsSeenAgainInTimeStays() {
    for (int day = 0; day < 100; day += 29) {
      seen(day, ADA, PHONE);
    }
    assertThat(person(PHONE)).isEqualTo(person(ADA));
  }

  @Test
  void whoComesBackLaterIsLinkedAnew() {
    seen(0, ADA, PHONE);
    graph.advanceTo(40 * DAY);
    seen(41, PHONE);
    assertThat(person(PHONE)).isEqualTo(PersonId.birth(PHONE.key()));
    seen(42, PHONE, ADA);
    assertThat(person(PHONE)).isEqualTo(person(ADA));
    assertThat(held.persons.holders().get(1)).containsExactly(person(ADA));
  }

  @Test
  void linksOfNamespacesWithoutRetentionLiveForEver() {
    seen(0, ADA, MAIL, PHONE);
    graph.advanceTo(10_000 * DAY);
    assertThat(person(MAIL)).isEqualTo(person(ADA));
    assertThat(person(PHONE)).isNotEqualTo(person(ADA));
  }

  @Test
  void anEventThatComesTooLateLinksNobody() {
    seen(0, ADA);
    graph.onEvent(List.of(PHONE, ADA), 9 * DAY, 40 * DAY);
    graph.settle();
    assertThat(person(PHONE)).isNotEqualTo(person(ADA));
  }

  @Test
  void ofAnIdentityThatIsAloneAndTooOldNothingIsStored() {
    NodeLogic logic = new NodeLogic(NodeSettings.DEFAULT, RULES);
    InMemoryNodes nodes = new InMemoryNodes();
    RecordingOutbox outbox = new RecordingOutbox();
    logic.onEvent(ADA.key(), nodes.at(ADA.key()), List.of(ADA, PHONE), 0, 0, outbox);
    deliver(logic, nodes, outbox);
    assertThat(outbox.expiries).containsExactly(30 * DAY);

    // one that fires too early asks for nothing
    logic.onExpiry(ADA.key(), nodes.at(ADA.key()), DAY, outbox);
    assertThat(outbox.expiries).hasSize(1);
    logic.onExpiry(ADA.key(), nodes.at(ADA.key()), 30 * DAY, outbox);
    deliver(logic, nodes, outbox);
    for (RecordingOutbox.Move move : List.copyOf(outbox.moves)) {
      FragmentPayload answer =
          new FragmentPayload(PHONE.key(), move.from(), move.token(), new byte[] {1}, move.asOf());
      assertThat(logic.onPayload(nodes.at(PHONE.key()), answer, outbox)).isTrue();
    }
    assertThat(nodes.nodes).isEmpty();
    assertThat(nodes.clusters).isEmpty();
    assertThat(outbox.unassigned).containsExactlyInAnyOrder(ADA.key(), PHONE.key());
  }

  @Test
  void aPinnedLinkLivesUntilItIsUnpinned() {
    SettledNodes nodes = new SettledNodes(NodeSettings.DEFAULT, RULES);
    nodes.event(List.of(ADA, PHONE), 0, 0, 100);
    nodes.decide(ADA, PHONE, new Ruling(Ruling.Kind.PINNED, DAY), 100);
    nodes.event(List.of(ADA, LAPTOP), 50 * DAY, 50 * DAY, 100);
    assertThat(nodes.person(PHONE.key())).isEqualTo(nodes.person(ADA.key()));
    nodes.decide(ADA, PHONE, new Ruling(Ruling.Kind.FREE, 60 * DAY), 100);
    assertThat(nodes.person(PHONE.key())).isNotEqualTo(nodes.person(ADA.key()));
  }

  @Test
  void aRetentionThatIsNewReachesLinksOfBefore() {
    NodeLogic former = new NodeLogic(NodeSettings.DEFAULT, GraphLoad.ONE_LOG_IN);
    InMemoryNodes nodes = new InMemoryNodes();
    RecordingOutbox outbox = new RecordingOutbox();
    former.onEvent(ADA.key(), nodes.at(ADA.key()), List.of(ADA, PHONE), 0, 0, outbox);
    deliver(former, nodes, outbox);
    assertThat(outbox.expiries).isEmpty();

    NodeLogic logic = new NodeLogic(NodeSettings.DEFAULT, RULES);
    outbox.control.add(ControlMessage.recheck(ADA.key(), 10 * DAY));
    deliver(logic, nodes, outbox);
    assertThat(outbox.expiries).containsExactly(30 * DAY);

    outbox.control.add(ControlMessage.recheck(ADA.key(), 40 * DAY));
    deliver(logic, nodes, outbox);
    assertThat(logic.onEvent(PHONE.key(), nodes.at(PHONE.key()), List.of(PHONE), 0, 0, outbox))
        .isEqualTo(PersonId.birth(PHONE.key()));
  }

  private static void deliver(NodeLogic logic, InMemoryNodes nodes, RecordingOutbox outbox) {
    while (!outbox.control.isEmpty()) {
      ControlMessage message = outbox.control.remove(0);
      logic.onControl(nodes.at(message.target()), message, outbox);
    }
  }

  private void seen(int day, LinkedIdentity... identities) {
    PersonId person = graph.onEvent(Arrays.asList(identities), day * DAY, day * DAY);
    held.persons.event(person, identities[0].key(), events++);
    graph.settle();
  }

  private PersonId person(LinkedIdentity identity) {
    return graph.onEvent(List.of(identity), 0, 0);
  }
}
