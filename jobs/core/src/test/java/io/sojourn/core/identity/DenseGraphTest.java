package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Few identities that are linked again and again, some late, every message delivered in the order
 * in which it was sent: the hardest case for leaders that must agree.
 */
class DenseGraphTest {
  private static final int GRAPHS = 700;
  private static final int EVENTS = 40;

  /** Far more than was ever seen, and far less than for ever. */
  private static final int MOST_MESSAGES = 2_000;

  static List<LinkingRules> rules() {
    return GraphNetworkTest.rules();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void leadersAgreeAndPersonsFollowFromTheFacts(LinkingRules rules) {
    for (int seed = 0; seed < GRAPHS; seed++) {
      Random random = new Random(seed);
      int size = 4 + seed % 17;
      SettledNodes graph = new SettledNodes(new NodeSettings(0, 0), rules);
      Facts facts = Facts.NONE;
      for (int i = 0; i < EVENTS; i++) {
        long time = random.nextInt(5) == 0 ? random.nextInt(1_000) : 1_000 + i;
        List<LinkedIdentity> seen = seen(size, rules, random);
        facts = facts.join(Facts.seenTogether(seen, time), link -> {});
        assertThat(graph.event(seen, time, 2_000, MOST_MESSAGES))
            .as("messages of event %d of seed %d", i, seed)
            .isLessThan(MOST_MESSAGES);
      }
      Resolution persons = GraphResolver.resolve(facts, rules);
      for (int i = 0; i < size; i++) {
        IdentityKey key = GraphLoad.identity(i).key();
        assertThat(graph.person(key))
            .as("identity %d of seed %d", i, seed)
            .isEqualTo(persons.person(key));
      }
    }
  }

  /** One to four identities, of each unique namespace at most one. */
  private static List<LinkedIdentity> seen(int size, LinkingRules rules, Random random) {
    List<Integer> numbers = new ArrayList<>(IntStream.range(0, size).boxed().toList());
    Collections.shuffle(numbers, random);
    List<LinkedIdentity> seen = new ArrayList<>();
    for (int number : numbers.subList(0, 1 + random.nextInt(4))) {
      seen.add(GraphLoad.identity(number));
      if (!rules.oneOfEachUnique(seen.stream().map(LinkedIdentity::key).toList())) {
        seen.remove(seen.size() - 1);
      }
    }
    return seen;
  }
}
