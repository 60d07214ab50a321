package io.sojourn.app.cli;

import io.sojourn.connectors.event.OutputJson;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.StepEvent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Outputs as lines, sorted by (at, personId, kind, sequence). All are kept in memory. */
final class OutputLines {
  private static final Comparator<Line> ORDER =
      Comparator.comparingLong(Line::at).thenComparing(Line::person).thenComparing(Line::kind);

  private final List<Line> lines = new ArrayList<>();
  private final Map<String, Integer> counts = new TreeMap<>();

  private record Line(long at, String person, String kind, String text) {}

  void add(Output output) {
    String kind = OutputJson.kind(output);
    lines.add(new Line(output.at(), person(output), kind, OutputJson.line(output)));
    counts.merge(kind, 1, Integer::sum);
  }

  /** Those of one person at one time and of one kind in the order in which they were added. */
  List<String> sorted() {
    lines.sort(ORDER);
    return lines.stream().map(Line::text).toList();
  }

  /** {@code 9 outputs: 2 assignment, 7 profile}. */
  String summary() {
    String byKind =
        counts.entrySet().stream()
            .map(count -> count.getValue() + " " + count.getKey())
            .collect(Collectors.joining(", "));
    return Counts.of(lines.size(), "output") + (lines.isEmpty() ? "" : ": " + byKind);
  }

  /** Empty for a rejection, which is about nobody. */
  private static String person(Output output) {
    if (output instanceof Assignment a) {
      return a.person().text();
    } else if (output instanceof Qualification q) {
      return q.person().text();
    } else if (output instanceof Command c) {
      return c.person().text();
    } else if (output instanceof Content c) {
      return c.person().text();
    } else if (output instanceof StepEvent s) {
      return s.person().text();
    } else if (output instanceof ProfileRecord p) {
      return p.person().text();
    }
    return "";
  }
}
