package io.sojourn.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.person.TestWorkspace;
import io.sojourn.core.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The same events in any order, some of them twice, end in the same persons and profiles. */
class ArrivalOrderTest {
  private static final int LOADS = 200;
  private static final int ORDERS = 5;
  private static final long FIRST = 1_700_000_000_000L;
  private static final long ARRIVAL = FIRST + 3_600_000;
  private static final byte[] SECRET = "sixteen bytes at least".getBytes(StandardCharsets.UTF_8);

  private static final Workspace WORKSPACE =
      TestWorkspace.empty()
          .with(
              "namespaces.yaml",
              """
              namespaces:
                - {name: CRMID, type: person, unique: true}
                - {name: Email, type: person, unique: true}
                - {name: ECID, type: cookie}
              """)
          .audience("gold", "", "has(profile.loyalty.points) && profile.loyalty.points >= 50")
          .audience("curious", "n: {event: view, count: true, within: 30d}", "n >= 3")
          .compile();

  /** Finds the event whose number the record is. */
  private record Numbered(List<Event> events) implements EventDecoder {
    @Override
    public Decoded decode(
        byte[] payload,
        @Nullable String format,
        long receivedAt,
        Namespaces namespaces,
        Schema schema) {
      int number = Integer.parseInt(new String(payload, StandardCharsets.UTF_8));
      return new Decoded.Accepted(events.get(number), 0);
    }
  }

  /**
   * What does not depend on the order.
   *
   * @param persons of each identity that is not its own person
   * @param profiles of each person: identities, attributes and audiences
   */
  private record Outcome(Map<String, String> persons, Map<String, List<Object>> profiles) {}

  @Test
  void theSamePersonsAndProfiles() {
    long first = Long.getLong("seed", 1L);
    for (long seed = first; seed < first + LOADS; seed++) {
      Random random = new Random(seed);
      List<Event> events = events(random);
      List<Integer> arrivals = new ArrayList<>();
      for (int number = 0; number < events.size(); number++) {
        arrivals.add(number);
      }
      Outcome expected = run(events, arrivals);
      assertThat(expected.persons()).isNotEmpty();
      for (int order = 0; order < ORDERS; order++) {
        List<Integer> others = new ArrayList<>(arrivals);
        for (int twice = random.nextInt(20); twice > 0; twice--) {
          others.add(random.nextInt(events.size()));
        }
        Collections.shuffle(others, random);
        assertThat(run(events, others)).as("seed %d, order %d", seed, order).isEqualTo(expected);
      }
    }
  }

  private static Outcome run(List<Event> events, List<Integer> arrivals) {
    List<Output> outputs = new ArrayList<>();
    Simulation simulation =
        new Simulation("test", SECRET, WORKSPACE, new Numbered(events), outputs::add);
    long at = ARRIVAL;
    for (int number : arrivals) {
      byte[] payload = String.valueOf(number).getBytes(StandardCharsets.UTF_8);
      simulation.accept(payload, null, at++, "file", number);
    }
    Map<String, String> persons = new TreeMap<>();
    Map<String, List<Object>> profiles = new TreeMap<>();
    for (Output output : outputs) {
      if (output instanceof Assignment a) {
        if (a.person().equals(PersonId.birth(a.key()))) {
          persons.remove(a.identity().text());
        } else {
          persons.put(a.identity().text(), a.person().text());
        }
      } else if (output instanceof ProfileRecord p) {
        if (p.identities().isEmpty()) {
          profiles.remove(p.person().text());
        } else {
          List<String> identities = p.identities().stream().map(Identity::text).sorted().toList();
          profiles.put(
              p.person().text(), List.of(identities, new TreeMap<>(p.attributes()), p.audiences()));
        }
      }
    }
    return new Outcome(persons, profiles);
  }

  private static List<Event> events(Random random) {
    List<Event> events = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Map<String, Identity> identities = new LinkedHashMap<>();
      if (random.nextInt(3) == 0) {
        identities.put("CRMID", new Identity("CRMID", "c" + random.nextInt(5)));
      }
      if (random.nextInt(4) == 0) {
        identities.put("Email", new Identity("Email", "e" + random.nextInt(5)));
      }
      if (identities.isEmpty() || random.nextBoolean()) {
        identities.put("ECID", new Identity("ECID", "d" + random.nextInt(8)));
      }
      boolean update = random.nextInt(3) == 0;
      events.add(
          new Event(
              "e" + i,
              update ? Event.Kind.PROFILE : Event.Kind.EXPERIENCE,
              update ? "" : "view",
              FIRST + i * 1_000L,
              List.copyOf(identities.values()),
              update
                  ? Map.of(
                      "loyalty.points",
                      (long) random.nextInt(100),
                      "person.name.firstName",
                      "name" + random.nextInt(5))
                  : Map.of("sku", "s" + i)));
    }
    return events;
  }
}
