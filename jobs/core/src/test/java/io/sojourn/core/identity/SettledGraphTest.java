package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.identity.NodeOutbox.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many keys whose messages are all delivered before the next event: what a link leads to. */
class SettledGraphTest {
  private static final int LOG_IN = 0;
  private static final int COOKIE = 2 << 8;
  private static final LinkingRules ONE_LOG_IN =
      new LinkingRules(Set.of(LOG_IN), Map.of(LOG_IN, 0, COOKIE, 1), LinkingRules.CAP);

  private SettledNodes graph = new SettledNodes(new NodeSettings(0, 0), ONE_LOG_IN);
  private int cookies;

  @Test
  void aSharedDeviceGoesWithWhoLoggedInLast() {
    event(1, logIn(1), cookie(9));
    assertThat(person(cookie(9))).isEqualTo(person(logIn(1)));
    event(2, logIn(2), cookie(9));
    assertThat(person(cookie(9))).isEqualTo(person(logIn(2)));
    event(3, logIn(1), cookie(9));
    assertThat(person(cookie(9))).isEqualTo(person(logIn(1)));
    assertThat(person(logIn(2))).isEqualTo(PersonId.birth(logIn(2)));
  }

  @Test
  void aLateLogInDoesNotTakeTheDeviceBack() {
    event(5, logIn(2), cookie(9));
    event(3, logIn(1), cookie(9));
    assertThat(person(cookie(9))).isEqualTo(person(logIn(2)));
  }

  @Test
  void aKioskLeavesEveryCustomerWithHisOwnDevices() {
    IntStream.range(0, 40).forEach(i -> event(i, logIn(i), cookie(100 + i)));
    IntStream.range(0, 40).forEach(i -> event(100 + i, logIn(i), cookie(9)));
    IntStream.range(0, 40)
        .forEach(i -> assertThat(person(cookie(100 + i))).isEqualTo(PersonId.birth(logIn(i))));
    assertThat(person(cookie(9))).isEqualTo(person(logIn(39)));
  }

  @Test
  void aRepeatedLogInTakesTheDeviceBackHoweverLatelyItWasReported() {
    graph = new SettledNodes(NodeSettings.DEFAULT, ONE_LOG_IN);
    long now = 1_700_000_000_000L;
    for (int i = 0; i < 10; i++) {
      event(now + 1000L * i, logIn(i % 2), cookie(9));
      assertThat(person(cookie(9))).as("log-in %d", i).isEqualTo(person(logIn(i % 2)));
    }
  }

  @Test
  void aKioskOfTenThousandStaysSmallEverywhere() {
    int messages = 0;
    for (int i = 0; i < 10_000; i++) {
      messages += event(i, logIn(i), cookie(9));
    }
    assertThat(person(cookie(9))).isEqualTo(person(logIn(9_999)));
    assertThat(person(logIn(0))).isEqualTo(PersonId.birth(logIn(0)));
    assertThat(messages).isLessThanOrEqualTo(3 * 10_000);
    assertThat(graph.outbox.refused).isEmpty();
    assertThat(graph.nodes.clusters.values()).allMatch(bytes -> bytes.length < 200);
    assertThat(graph.nodes.nodes.values()).allMatch(bytes -> bytes.length < 300);
  }

  @Test
  void aKnownSetTouchesNoGraphUntilItIsToldAgain() {
    graph = new SettledNodes(NodeSettings.DEFAULT, ONE_LOG_IN);
    long now = 1_700_000_000_000L;
    long refresh = NodeSettings.DEFAULT.refresh();
    assertThat(event(now, logIn(1), cookie(9))).isPositive();
    assertThat(event(now + 1000, logIn(1), cookie(9))).isZero();
    assertThat(event(now + refresh - 1, logIn(1), cookie(9))).isZero();
    assertThat(event(now + refresh, logIn(1), cookie(9))).isPositive();
    assertThat(event(now + refresh + 1, logIn(1), cookie(9))).isZero();
    assertThat(graph.outbox.sightings)
        .containsExactly(
            Sighting.NEW, Sighting.KNOWN, Sighting.KNOWN, Sighting.TOLD_AGAIN, Sighting.KNOWN);
  }

  @Test
  void aDeviceOfFourCustomersWithinAnHourIsAnAlarm() {
    long minute = 60_000;
    event(0, logIn(0), cookie(9));
    event(20 * minute, logIn(1), cookie(9));
    event(45 * minute, logIn(2), cookie(9));
    event(50 * minute, logIn(2), cookie(9));
    event(75 * minute, logIn(3), cookie(9));
    assertThat(graph.outbox.crowded).as("three, and four in more than an hour").isEmpty();
    event(76 * minute, logIn(4), cookie(9));
    assertThat(graph.outbox.crowded).isNotEmpty().containsOnly(cookie(9));
  }

  @Test
  void whatGoesWithADeviceComesBackWithIt() {
    event(1, logIn(1), cookie(9));
    event(2, cookie(9), cookie(10));
    event(3, logIn(2), cookie(10));
    event(4, logIn(2), cookie(9));
    assertThat(person(cookie(9))).isEqualTo(person(logIn(2)));
    assertThat(person(cookie(10))).isEqualTo(person(logIn(2)));
    event(5, logIn(1), cookie(10));
    event(6, logIn(1), cookie(9));
    assertThat(person(cookie(9))).isEqualTo(person(logIn(1)));
    assertThat(person(cookie(10))).isEqualTo(person(logIn(1)));
  }

  @Test
  void aPersonOverTheCapLosesTheDeviceThatWasSeenLongestAgo() {
    IntStream.range(0, 55).forEach(i -> event(i, logIn(1), cookie(i)));
    assertThat(IntStream.range(0, 55).filter(i -> person(cookie(i)).equals(person(logIn(1)))))
        .containsExactlyElementsOf(IntStream.range(6, 55).boxed().toList());
  }

  @Test
  void aMergeCostsAtMostSixMessagesAndTwoForEachMember() {
    for (LinkingRules rules : List.of(LinkingRules.PLAIN, ONE_LOG_IN)) {
      graph = new SettledNodes(new NodeSettings(0, 0), rules);
      merges();
    }
  }

  /** Of clusters of cookies. */
  private void merges() {
    for (int first = 1; first <= 12; first++) {
      for (int second = 1; second <= 12; second++) {
        List<IdentityKey> one = cluster(cookies, first);
        List<IdentityKey> other = cluster(cookies + first, second);
        cookies += first + second;
        int messages = event(9, one.get(first - 1), other.get(second - 1));
        assertThat(messages).isLessThanOrEqualTo(6 + 2 * (first + second));
        other.forEach(key -> assertThat(person(key)).isEqualTo(person(one.get(0))));
      }
    }
  }

  private List<IdentityKey> cluster(int from, int size) {
    List<IdentityKey> keys =
        IntStream.range(from, from + size).mapToObj(SettledGraphTest::cookie).toList();
    IntStream.range(1, size).forEach(i -> event(i, keys.get(0), keys.get(i)));
    return keys;
  }

  /** Returns how many messages it took until all was quiet. */
  private int event(long time, IdentityKey... keys) {
    List<LinkedIdentity> identities = new ArrayList<>();
    for (IdentityKey key : keys) {
      identities.add(new LinkedIdentity(key, new Identity("T", "v" + key.high())));
    }
    return graph.event(identities, time, time, Integer.MAX_VALUE);
  }

  private PersonId person(IdentityKey key) {
    return graph.person(key);
  }

  private static IdentityKey logIn(int number) {
    return new IdentityKey(LOG_IN, number, 0);
  }

  private static IdentityKey cookie(int number) {
    return new IdentityKey(COOKIE, number, 0);
  }
}
