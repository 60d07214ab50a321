package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.identity.GraphSet.Seen;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The scenarios of Adobe's documentation ({@code identity/documented-cases.json}; those of the
 * evidence {@code derived} are published as pictures only, and their outcome is ours), and graphs
 * far denser than customers are, with the persons that an independent implementation of the same
 * function made of them ({@code identity/reference-graphs.jsonl}: 144 of 150 differ from connected
 * components, and 50 are changed by the cap).
 */
class GraphResolverTest {
  private static final List<String> PRIORITY =
      List.of("CRMID", "Email", "Phone", "loginID", "IDFA", "ECID");
  private static final Set<String> UNIQUE = Set.of("CRMID", "Email");

  @ParameterizedTest(name = "{0}")
  @MethodSource("documentedCases")
  void resolvesWhatIsDocumented(String name, GraphSet graphs, Set<List<String>> expected) {
    assertThat(graphs.persons(graphs.events())).as(name).isEqualTo(expected);
  }

  @Test
  void agreesWithTheReferenceOnDenseGraphs() throws IOException {
    List<String> lines = lines("reference-graphs.jsonl");
    assertThat(lines).hasSize(150);
    for (String line : lines) {
      GraphSet graphs = reference(line);
      assertThat(graphs.persons(graphs.events())).as(line).isEqualTo(persons(map(line), "groups"));
    }
  }

  @Test
  void anyOrderAndAnyDuplicatesGiveTheSame() throws IOException {
    Random random = new Random(7);
    for (String line : lines("reference-graphs.jsonl")) {
      GraphSet graphs = reference(line);
      List<Seen> order = new ArrayList<>(graphs.events());
      order.addAll(graphs.events().subList(0, graphs.events().size() / 3));
      Collections.shuffle(order, random);
      assertThat(graphs.facts(order)).isEqualTo(graphs.facts(graphs.events()));
      assertThat(graphs.persons(order)).as(line).isEqualTo(graphs.persons(graphs.events()));
    }
  }

  @Test
  void everyPersonKeepsTheRules() throws IOException {
    for (String line : lines("reference-graphs.jsonl")) {
      GraphSet graphs = reference(line);
      for (List<String> person : graphs.persons(graphs.events())) {
        assertThat(graphs.rules().allow(person.stream().map(graphs::key).toList())).isTrue();
      }
    }
  }

  @Test
  void withoutRulesPersonsAreConnectedComponents() {
    GraphSet graphs =
        new GraphSet(
            PRIORITY,
            Set.of(),
            0,
            List.of(seen(1, "CRMID:a", "ECID:1"), seen(2, "CRMID:b", "ECID:1")));
    assertThat(graphs.persons(graphs.events()))
        .containsExactly(List.of("CRMID:a", "CRMID:b", "ECID:1"));
  }

  @Test
  void saysWhyALinkDoesNotLive() {
    assertThat(removed(50, seen(1, "CRMID:a", "ECID:1"), seen(2, "CRMID:b", "ECID:1")))
        .isEqualTo(Map.of("CRMID:a-ECID:1", Removal.SUPERSEDED));
    assertThat(
            removed(
                50,
                seen(1, "CRMID:a", "Phone:1"),
                seen(2, "CRMID:b", "Phone:2"),
                seen(3, "Phone:1", "Phone:2")))
        .isEqualTo(Map.of("CRMID:a-Phone:1", Removal.CONFLICTING));
    assertThat(removed(2, seen(1, "CRMID:a", "ECID:1"), seen(2, "CRMID:a", "ECID:2")))
        .isEqualTo(Map.of("CRMID:a-ECID:1", Removal.EVICTED));
  }

  @Test
  void aSharedDeviceGoesToWhoLoggedInLastAndComesBack() {
    Seen tom = seen(1, "CRMID:tom", "ECID:1");
    Seen summer = seen(2, "CRMID:summer", "ECID:1");
    Seen tomAgain = seen(3, "CRMID:tom", "ECID:1");
    GraphSet graphs = new GraphSet(PRIORITY, UNIQUE, 50, List.of(tom, summer, tomAgain));
    assertThat(graphs.persons(List.of(tom, summer)))
        .containsExactly(List.of("CRMID:summer", "ECID:1"));
    assertThat(graphs.persons(List.of(tomAgain, summer, tom)))
        .containsExactly(List.of("CRMID:tom", "ECID:1"));
  }

  private static Map<String, Removal> removed(int cap, Seen... events) {
    GraphSet graphs = new GraphSet(PRIORITY, UNIQUE, cap, List.of(events));
    Facts facts = graphs.facts(graphs.events());
    Map<String, Removal> removed = new HashMap<>();
    GraphResolver.resolve(facts, graphs.rules())
        .removed()
        .forEach(
            (link, why) ->
                removed.put(
                    facts.identity(link.low()).value() + "-" + facts.identity(link.high()).value(),
                    why));
    return removed;
  }

  private static Seen seen(long time, String... identities) {
    return new Seen(time, List.of(identities));
  }

  static Stream<Arguments> documentedCases() throws IOException {
    return ((List<?>) parse(String.join("\n", lines("documented-cases.json"))))
        .stream()
            .map(Map.class::cast)
            .map(
                c ->
                    Arguments.of(
                        c.get("name"),
                        new GraphSet(texts(c, "priority"), texts(c, "unique"), 50, events(c)),
                        persons(c, "expected")));
  }

  private static GraphSet reference(String line) {
    Map<?, ?> set = map(line);
    return new GraphSet(PRIORITY, UNIQUE, (Integer) value(set, "cap"), events(set));
  }

  private static List<Seen> events(Map<?, ?> set) {
    List<Seen> events = new ArrayList<>();
    for (Object row : (List<?>) value(set, "events")) {
      List<?> parts = (List<?>) row;
      List<String> identities =
          parts.subList(1, parts.size()).stream().map(Object::toString).toList();
      events.add(new Seen(((Number) parts.get(0)).longValue(), identities));
    }
    return events;
  }

  private static Set<List<String>> persons(Map<?, ?> set, String name) {
    Set<List<String>> persons = new HashSet<>();
    for (Object person : (List<?>) value(set, name)) {
      List<String> texts = ((List<?>) person).stream().map(Object::toString).sorted().toList();
      if (texts.size() > 1) {
        persons.add(texts);
      }
    }
    return persons;
  }

  private static List<String> texts(Map<?, ?> set, String name) {
    return ((List<?>) value(set, name)).stream().map(Object::toString).toList();
  }

  private static Object value(Map<?, ?> set, String name) {
    return Objects.requireNonNull(set.get(name), name);
  }

  private static Map<?, ?> map(String line) {
    return (Map<?, ?>) parse(line);
  }

  /** JSON is YAML. */
  private static Object parse(String json) {
    return new Load(LoadSettings.builder().build()).loadFromString(json);
  }

  private static List<String> lines(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(GraphResolverTest.class.getResourceAsStream("/identity/" + name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
