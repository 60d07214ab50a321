package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.definition.WorkspaceCompiler;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Output;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The scenarios whose outcome Adobe's documentation states, through {@code simulate} and through a
 * cluster: all in one workspace, each with namespaces of its own.
 */
class DocumentedScenariosTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static final Path CASES =
      Path.of("../core/src/test/resources/identity/documented-cases.json");
  private static final Set<String> DEVICES = Set.of("IDFA", "GAID", "AAID");

  private final Map<String, Set<Set<String>>> expected = new TreeMap<>();
  private final List<String> namespaces = new ArrayList<>();
  private final List<Message> events = new ArrayList<>();

  @Test
  void thePersonsAreThoseThatAreDocumented() throws Exception {
    for (Object each : (List<?>) parse(Files.readString(CASES))) {
      take((Map<?, ?>) each, "C" + expected.size());
    }
    events.sort(Comparator.comparing(event -> Objects.requireNonNull(event.timestamp())));
    List<SourceFile> workspace =
        List.of(new SourceFile("namespaces.yaml", "namespaces:\n" + String.join("", namespaces)));
    try (Platform platform = new Platform()) {
      assertThat(persons(Simulated.outputs(platform.options(), compiled(workspace), events)))
          .as("simulate")
          .isEqualTo(expected);

      platform.publish(workspace, 1);
      platform.send(events);
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.exactOptions(), 2)) {
        job.awaitQuiet(Duration.ofMinutes(2));
      }
      assertThat(persons(platform.outputs(Topic.ASSIGNMENTS, Assignment.class)))
          .as("cluster")
          .isEqualTo(expected);
    }
  }

  /**
   * @param mark what the names of its namespaces end with
   */
  private void take(Map<?, ?> scenario, String mark) {
    Set<String> names = new LinkedHashSet<>(texts(scenario.get("priority")));
    List<List<?>> rows = new ArrayList<>();
    for (Object row : list(scenario.get("events"))) {
      rows.add(list(row));
      list(row).stream().skip(1).forEach(text -> names.add(namespace(text.toString())));
    }
    List<String> unique = texts(scenario.get("unique"));
    for (String name : names) {
      String type = name.equals("ECID") ? "cookie" : DEVICES.contains(name) ? "device" : "person";
      namespaces.add(
          "  - {name: %s, type: %s, unique: %s}\n"
              .formatted(name + mark, type, unique.contains(name)));
    }
    for (List<?> row : rows) {
      events.add(event(((Number) row.get(0)).longValue(), texts(row.subList(1, row.size())), mark));
    }
    Set<Set<String>> persons = new LinkedHashSet<>();
    for (Object person : list(scenario.get("expected"))) {
      Set<String> identities = new TreeSet<>(texts(person));
      if (identities.size() > 1) {
        persons.add(identities);
      }
    }
    expected.put(mark, persons);
  }

  private Message event(long time, List<String> identities, String mark) {
    Map<String, List<String>> ids = new TreeMap<>();
    for (String text : identities) {
      String value = text.substring(text.indexOf(':') + 1);
      ids.computeIfAbsent(namespace(text) + mark, name -> new ArrayList<>())
          .add("{\"id\":\"%s\"}".formatted(value));
    }
    String map =
        ids.entrySet().stream()
            .map(each -> "\"%s\":%s".formatted(each.getKey(), each.getValue()))
            .collect(Collectors.joining(","));
    long at = Shop.START + time;
    return Platform.event(
        at,
        "{\"_id\":\"e%d\",\"eventType\":\"seen\",\"timestamp\":\"%s\",\"identityMap\":{%s}}"
            .formatted(events.size(), Instant.ofEpochMilli(at), map));
  }

  /** By the mark of its scenario: the persons of two identities or more. */
  private Map<String, Set<Set<String>>> persons(Collection<? extends Output> outputs) {
    Map<String, String> owners = new TreeMap<>();
    for (Output output : outputs) {
      if (output instanceof Assignment assignment) {
        owners.put(assignment.identity().text(), assignment.person().text());
      }
    }
    Map<String, Set<String>> together = new HashMap<>();
    Map<String, Set<Set<String>>> persons = new TreeMap<>();
    expected.keySet().forEach(mark -> persons.put(mark, new LinkedHashSet<>()));
    owners.forEach(
        (identity, person) -> {
          String name = namespace(identity);
          int mark = name.lastIndexOf('C');
          together
              .computeIfAbsent(name.substring(mark) + " " + person, key -> new TreeSet<>())
              .add(name.substring(0, mark) + identity.substring(name.length()));
        });
    together.forEach(
        (key, identities) -> {
          if (identities.size() > 1) {
            Objects.requireNonNull(persons.get(key.substring(0, key.indexOf(' ')))).add(identities);
          }
        });
    return persons;
  }

  private static Workspace compiled(List<SourceFile> files) {
    return Objects.requireNonNull(WorkspaceCompiler.compile(files, 1).workspace());
  }

  private static String namespace(String text) {
    return text.substring(0, text.indexOf(':'));
  }

  private static List<?> list(Object value) {
    return (List<?>) value;
  }

  private static List<String> texts(Object value) {
    return list(value).stream().map(Object::toString).toList();
  }

  /** JSON is YAML. */
  private static Object parse(String json) {
    return new Load(LoadSettings.builder().build()).loadFromString(json);
  }
}
