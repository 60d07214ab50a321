package io.sojourn.core.identity;

import static io.sojourn.core.identity.TestIdentities.key;
import static io.sojourn.core.identity.TestIdentities.linked;
import static io.sojourn.core.identity.TestIdentities.person;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InProcessGraphTest {
  private final HeldFragments held = new HeldFragments();
  private final InProcessGraph graph = new InProcessGraph(LinkingRules.PLAIN, held);

  @Test
  void anAnonymousHistoryJoinsThePersonThatLogsIn() {
    event(1, 5);
    event(2, 1, 5);
    event(3, 5);
    assertThat(held.persons.holders())
        .isEqualTo(Map.of(1, List.of(person(1)), 2, List.of(person(1)), 3, List.of(person(1))));
    assertThat(held.assigned).isEqualTo(Map.of(key(1), person(1), key(5), person(1)));
  }

  @Test
  void everyEventEndsAtTheLeastIdentityOfAChainBuiltInAnyOrder() {
    Random random = new Random(3);
    for (int id = 0; id < 2_000; id++) {
      int from = random.nextInt(99);
      event(id, from + 1, from);
    }
    assertThat(held.persons.holders()).hasSize(2_000);
    assertThat(held.persons.holders().values()).containsOnly(List.of(person(0)));
  }

  @Test
  @Timeout(60)
  void sharedDevicesComeToRest() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      InProcessGraph shared = new InProcessGraph(GraphLoad.ONE_LOG_IN_AND_MAIL, held);
      for (int time = 0; time < 40; time++) {
        List<LinkedIdentity> seen = new ArrayList<>();
        seen.add(GraphLoad.identity(random.nextInt(4) * 3));
        seen.add(GraphLoad.identity(random.nextInt(4) * 3 + 2));
        seen.add(GraphLoad.identity(random.nextInt(4) * 3 + 2 + 12));
        shared.onEvent(seen, time, time);
        shared.settle();
      }
    }
  }

  private void event(int id, int... numbers) {
    PersonId person = graph.onEvent(linked(numbers), id, id);
    held.persons.event(person, key(numbers[0]), id);
    graph.settle();
  }
}
