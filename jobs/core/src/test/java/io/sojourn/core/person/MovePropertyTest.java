package io.sojourn.core.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.audience.SignalValues;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.person.PersonStore.Part;
import io.sojourn.core.person.RandomEvents.Given;
import io.sojourn.core.person.Result.Kind;
import io.sojourn.core.profile.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever links and however late fragments arrive, nothing is lost or doubled. */
class MovePropertyTest {
  private static final long SEEDS = Long.getLong("engine.seeds", 60);
  private static final long END = 100_000;
  private static final Workspace WORKSPACE =
      TestWorkspace.empty()
          .audience("views", "n: {event: view, count: true, within: 90d}", "n + 0 > 1")
          .audience("spent", "n: {event: buy, sum: event.price, within: 90d}", "n > 60.0")
          .audience("carts", "n: {event: cart, exists: true, within: 50s}", "n")
          .journey(
              "cart",
              """
              entry: {event: cart, key: event.cartId, again: {after: 90s}}
              exit: [{event: buy, where: event.cartId == instance.key}]
              start: settle
              steps:
                settle: {wait: 40s, next: remind}
                remind: {message: email, template: note, class: transactional, next: done}
                done: {end: reminded}
              """)
          .compile();

  static LongStream seeds() {
    return LongStream.range(0, SEEDS);
  }

  private static List<List<Identity>> ofSomePersons(Random random) {
    List<List<Identity>> sets = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      List<Identity> all = new ArrayList<>();
      for (String namespace : List.of("CRMID", "Email", "ECID")) {
        if (random.nextInt(3) > 0) {
          all.add(new Identity(namespace, "v" + random.nextInt(4)));
        }
      }
      if (!all.isEmpty()) {
        sets.add(all.subList(0, Math.min(all.size(), 1 + random.nextInt(3))));
      }
    }
    return sets;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void nothingIsLostOrDoubled(long seed) {
    Random random = new Random(seed);
    List<Given> events = RandomEvents.next(random, 80, ofSomePersons(random));
    TestPeople people = new TestPeople(WORKSPACE);
    Map<String, Long> counted = new TreeMap<>();
    double spent = 0;
    Set<String> ids = new HashSet<>();
    for (Given event : events) {
      if (!ids.add(event.id())) {
        continue; // a duplicate that overtakes its fragment is taken for new, with the same ids
      }
      boolean taken = people.accept(event).kind() == Kind.PROCESSED;
      if (taken) {
        counted.merge(event.type(), 1L, Long::sum);
        spent += event.type().equals("buy") ? (double) event.fields().get("price") : 0;
      }
      while (random.nextBoolean() && people.arrive(random)) {}
    }
    while (people.arrive(random)) {}

    assertThat(total(people, "views"))
        .as("views, seed %d", seed)
        .isEqualTo(counted.getOrDefault("view", 0L).doubleValue());
    assertThat(total(people, "spent")).as("spent, seed %d", seed).isEqualTo(spent);
    assertThat(fragments(people)).as("fragments, seed %d", seed).doesNotHaveDuplicates();

    people.persons().forEach(person -> person.until(END));
    assertJourneysEndOnce(people, seed);
    for (TestPerson person : people.persons()) {
      assertMembershipsFollowTheWhole(person, seed);
    }
  }

  private static double signal(TestPerson person, String audience) {
    Object value =
        SignalValues.value(person.load(Part.AUDIENCES), WORKSPACE, audience, "n", END * 1000);
    return ((Number) Objects.requireNonNull(value)).doubleValue();
  }

  private static double total(TestPeople people, String audience) {
    return people.persons().stream().mapToDouble(person -> signal(person, audience)).sum();
  }

  private static List<IdentityKey> fragments(TestPeople people) {
    List<IdentityKey> keys = new ArrayList<>();
    for (TestPerson person : people.persons()) {
      byte[] bytes = person.load(Part.PROFILE);
      if (bytes != null) {
        ByteReader in = new ByteReader(bytes);
        Head.read(in);
        keys.addAll(Profile.read(in).fragments().keySet());
      }
    }
    return keys;
  }

  private static void assertJourneysEndOnce(TestPeople people, long seed) {
    List<String> entered = new ArrayList<>();
    List<String> left = new ArrayList<>();
    List<String> commands = new ArrayList<>();
    for (TestPerson person : people.persons()) {
      person.outputs(Command.class).forEach(command -> commands.add(command.commandId()));
      for (StepEvent step : person.outputs(StepEvent.class)) {
        switch (step.event()) {
          case ENTERED -> entered.add(step.instance());
          case ENDED, EXITED -> left.add(step.instance());
          default -> {}
        }
      }
    }
    assertThat(entered).as("seed %d", seed).doesNotHaveDuplicates();
    assertThat(left).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(entered);
    assertThat(commands).as("seed %d", seed).doesNotHaveDuplicates();
  }

  private static void assertMembershipsFollowTheWhole(TestPerson person, long seed) {
    if (person.stored().isEmpty()) {
      return;
    }
    List<String> expected = new ArrayList<>();
    if (signal(person, "spent") > 60) {
      expected.add("spent");
    }
    if (signal(person, "views") > 1) {
      expected.add("views");
    }
    assertThat(person.profile().audiences()).as("seed %d", seed).isEqualTo(expected);
  }
}
