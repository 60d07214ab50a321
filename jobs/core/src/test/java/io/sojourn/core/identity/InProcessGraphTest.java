package io.sojourn.core.identity;

import static io.sojourn.core.identity.TestIdentities.key;
import static io.sojourn.core.identity.TestIdentities.linked;
import static io.sojourn.core.identity.TestIdentities.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.output.Assignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class InProcessGraphTest {
  private final PersonModel persons = new PersonModel();
  private final Map<IdentityKey, PersonId> assigned = new HashMap<>();
  private final InProcessGraph graph = new InProcessGraph(LinkingRules.PLAIN, listener());

  private InProcessGraph.Listener listener() {
    return new InProcessGraph.Listener() {
      @Override
      public void assignment(Assignment assignment) {
        assigned.put(assignment.key(), assignment.person());
      }

      @Override
      public byte[] moveOut(IdentityKey fragment, PersonId from, long asOf) {
        return persons.moveOut(from, fragment);
      }

      @Override
      public void fragmentIn(IdentityKey fragment, PersonId to, byte[] payload, long asOf) {
        persons.fragmentIn(to, fragment, payload);
      }

      @Override
      public void refused(Link link, long asOf) {
        throw new AssertionError("refused");
      }
    };
  }

  @Test
  void anAnonymousHistoryJoinsThePersonThatLogsIn() {
    event(1, 5);
    event(2, 1, 5);
    event(3, 5);
    assertThat(persons.holders())
        .isEqualTo(Map.of(1, List.of(person(1)), 2, List.of(person(1)), 3, List.of(person(1))));
    assertThat(assigned).isEqualTo(Map.of(key(1), person(1), key(5), person(1)));
  }

  @Test
  void everyEventEndsAtTheLeastIdentityOfAChainBuiltInAnyOrder() {
    Random random = new Random(3);
    for (int id = 0; id < 2_000; id++) {
      int from = random.nextInt(99);
      event(id, from + 1, from);
    }
    assertThat(persons.holders()).hasSize(2_000);
    assertThat(persons.holders().values()).containsOnly(List.of(person(0)));
  }

  @Test
  @Timeout(60)
  void sharedDevicesComeToRest() {
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      InProcessGraph shared = new InProcessGraph(GraphLoad.ONE_LOG_IN_AND_MAIL, listener());
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
    persons.event(person, key(numbers[0]), id);
    graph.settle();
  }
}
