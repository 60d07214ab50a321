package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.identity.GraphSnapshot;
import io.sojourn.core.identity.GraphSnapshot.Edge;
import io.sojourn.core.identity.GraphSnapshot.Member;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.flink.convert.GraphCodec;
import io.sojourn.flink.convert.Keys;
import io.sojourn.flink.convert.OutputDecoder;
import io.sojourn.flink.convert.OutputRecord;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Persons and identity graphs, as the topics have them. */
final class IdentityGraphs {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Map<IdentityKey, Assignment> assignments = new TreeMap<>();
  private final Map<IdentityKey, GraphSnapshot> graphs = new TreeMap<>();

  private IdentityGraphs() {}

  /** Reads the topic of persons alone to its end: no graph, and no link. */
  static IdentityGraphs readPersons(JobOptions options) {
    IdentityGraphs read = new IdentityGraphs();
    OutputDecoder outputs = new OutputDecoder();
    reader(options)
        .read(
            Topic.ASSIGNMENTS.name(options.prefix()),
            each -> {
              OutputRecord record =
                  new OutputRecord(Topic.ASSIGNMENTS, each.key(), each.value(), each.timestamp());
              byte[] key = each.key();
              if (each.value() == null && key != null) {
                read.assignments.remove(Keys.identity(key));
              } else if (each.value() != null
                  && outputs.decode(record) instanceof Assignment assignment) {
                read.assignments.put(assignment.key(), assignment);
              }
            });
    return read;
  }

  /** Reads both topics to their ends. */
  static IdentityGraphs read(JobOptions options) {
    IdentityGraphs read = readPersons(options);
    GraphCodec codec = new GraphCodec(options.sandbox());
    reader(options)
        .read(
            Topic.IDENTITY_GRAPHS.name(options.prefix()),
            each -> {
              byte[] key = each.key();
              if (each.value() != null) {
                GraphSnapshot graph = codec.decode(each.value());
                read.graphs.put(graph.leader(), graph);
              } else if (key != null) {
                read.graphs.remove(Keys.identity(key));
              }
            });
    return read;
  }

  private static TopicReader reader(JobOptions options) {
    return new TopicReader(options.kafka(), PATIENCE);
  }

  /** The linked identities of a person; none if it has none. */
  List<IdentityKey> of(PersonId person) {
    return assignments.values().stream()
        .filter(assignment -> assignment.person().equals(person))
        .map(Assignment::key)
        .toList();
  }

  /** The person of an identity; null if that was never linked with another. */
  @Nullable PersonId person(IdentityKey key) {
    Assignment assignment = assignments.get(key);
    return assignment == null ? null : assignment.person();
  }

  /** The links of a person's identities, the dead ones too. */
  Set<Edge> links(PersonId person) {
    Set<IdentityKey> own = Set.copyOf(of(person));
    Set<Edge> links = new LinkedHashSet<>();
    for (GraphSnapshot graph : graphs.values()) {
      for (Edge edge : graph.edges()) {
        if (own.contains(edge.link().low()) || own.contains(edge.link().high())) {
          links.add(edge);
        }
      }
    }
    return links;
  }

  /** About a person, in lines. */
  List<String> explain(PersonId person, LinkSources sources) {
    Set<IdentityKey> own = Set.copyOf(of(person));
    if (own.isEmpty()) {
      throw new CommandFailure(
          "no linked identity belongs to that person; ask by --identity for one that is alone");
    }
    List<String> lines = new ArrayList<>();
    lines.add("person " + person.text());
    assignments.forEach(
        (key, assignment) -> {
          if (own.contains(key)) {
            lines.add("  %s  since %s".formatted(text(key), time(assignment.at())));
          }
        });
    lines.add("links");
    Set<Edge> links = links(person);
    for (Edge edge : links) {
      lines.add("  " + line(edge) + sources.after(edge));
    }
    if (links.isEmpty()) {
      lines.add("  none");
    }
    for (GraphSnapshot graph : graphs.values()) {
      Set<PersonId> others = new TreeSet<>();
      graph.members().stream().map(Member::person).forEach(others::add);
      boolean here = graph.members().stream().anyMatch(m -> own.contains(m.identity().key()));
      if (here && others.remove(person) && !others.isEmpty()) {
        lines.add("in one identity graph with " + persons(others));
      }
    }
    return lines;
  }

  private static String persons(Set<PersonId> others) {
    return String.join(", ", others.stream().map(other -> "person " + other.text()).toList());
  }

  private String line(Edge edge) {
    StringBuilder line = new StringBuilder();
    line.append(text(edge.link().low())).append(" – ").append(text(edge.link().high()));
    Long lastSeen = edge.lastSeen();
    if (lastSeen != null) {
      line.append("  last seen ").append(time(lastSeen));
    }
    line.append("  ").append(edge.status().name().toLowerCase(Locale.ROOT));
    Long decided = edge.decided();
    if (decided != null) {
      line.append(" on ").append(time(decided));
    }
    return line.append(": ").append(edge.status().rule()).toString();
  }

  /** The text of an identity, or its key if it was never linked for long enough to have one. */
  private String text(IdentityKey key) {
    Assignment assignment = assignments.get(key);
    return assignment == null
        ? "%04x-%016x%016x".formatted(key.rank(), key.high(), key.low())
        : assignment.identity().text();
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
