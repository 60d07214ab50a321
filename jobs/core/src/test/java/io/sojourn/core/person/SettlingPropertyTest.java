package io.sojourn.core.person;

import static io.sojourn.core.person.TestPerson.ADA;
import static io.sojourn.core.person.TestPerson.COOKIE;
import static io.sojourn.core.person.TestPerson.EMAIL;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.audience.Memberships;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.journey.Journeys;
import io.sojourn.core.person.PersonStore.Part;
import io.sojourn.core.person.RandomEvents.Given;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes out does not depend on when timers fire: exactly, late, too often or never. */
class SettlingPropertyTest {
  private static final long SEEDS = Long.getLong("engine.seeds", 60);
  private static final long END = 100_000;
  private static final List<List<Identity>> OF_ONE_PERSON =
      List.of(List.of(ADA), List.of(ADA, EMAIL), List.of(COOKIE));

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void timersMayFireWheneverTheyLike(long seed) {
    Workspace workspace = new RandomWorkspace(new Random(seed)).next();
    List<Given> events = RandomEvents.next(new Random(seed), 60, OF_ONE_PERSON);
    TestPerson never = new TestPerson(workspace);
    TestPerson exact = new TestPerson(workspace);
    TestPerson often = new TestPerson(workspace);
    Random moments = new Random(seed);
    PriorityQueue<Long> timers = new PriorityQueue<>();
    for (Given event : events) {
      fireUntil(exact, timers, event.at());
      while (moments.nextInt(3) == 0) {
        often.until(event.at() - moments.nextInt(60));
      }
      feed(never, event);
      timers.add(feed(exact, event).timer());
      feed(often, event);
      assertRoundTrip(never);
    }
    fireUntil(exact, timers, END);
    never.until(END);
    often.until(END);

    assertThat(exact.outputs()).as("seed %d", seed).isEqualTo(never.outputs());
    assertThat(often.outputs()).as("seed %d", seed).isEqualTo(never.outputs());
    assertThat(state(exact)).as("seed %d", seed).isEqualTo(state(never));
    assertThat(state(often)).as("seed %d", seed).isEqualTo(state(never));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void eventsOfOneMomentGiveTheSamePersonInAnyOrder(long seed) {
    Workspace workspace = new RandomWorkspace(new Random(seed)).next();
    List<Given> events = RandomEvents.next(new Random(seed), 30, OF_ONE_PERSON);
    TestPerson one = new TestPerson(workspace);
    TestPerson other = new TestPerson(workspace);
    events.forEach(event -> feed(one, atOnce(event)));
    Collections.shuffle(events, new Random(seed + 1));
    events.forEach(event -> feed(other, atOnce(event)));

    assertThat(one.profile().attributes())
        .as("seed %d", seed)
        .isEqualTo(other.profile().attributes());
    assertThat(one.stored().get(Part.AUDIENCES))
        .as("seed %d", seed)
        .isEqualTo(other.stored().get(Part.AUDIENCES));
  }

  private static Given atOnce(Given event) {
    return new Given(
        event.id(), 3_000, event.happened(), event.identities(), event.type(), event.fields());
  }

  /** Fires as Flink does: every registered time once, in order, before the event of that time. */
  private static void fireUntil(TestPerson person, PriorityQueue<Long> timers, long at) {
    while (!timers.isEmpty() && timers.peek() <= at * 1000) {
      timers.add(person.fire(timers.remove()).timer());
    }
  }

  private static Result feed(TestPerson person, Given event) {
    return person.event(
        event.id(), event.at(), event.happened(), event.identities(), event.type(), event.fields());
  }

  private static void assertRoundTrip(TestPerson person) {
    byte[] audiences = person.load(Part.AUDIENCES);
    if (audiences != null) {
      assertThat(Memberships.fromBytes(audiences).toBytes()).isEqualTo(audiences);
    }
    byte[] journeys = person.load(Part.JOURNEYS);
    if (journeys != null) {
      assertThat(Journeys.fromBytes(journeys).toBytes()).isEqualTo(journeys);
    }
  }

  /** All that is stored, in hex. */
  private static Map<Part, String> state(TestPerson person) {
    Map<Part, String> state = new EnumMap<>(Part.class);
    person.stored().forEach((part, bytes) -> state.put(part, HexFormat.of().formatHex(bytes)));
    return state;
  }
}
