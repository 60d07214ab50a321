package io.sojourn.bench;

import java.util.List;
import java.util.Locale;

/** The results as people read them. */
final class Report {
  private Report() {}

  static String text(Results results) {
    StringBuilder out = new StringBuilder();
    out.append("\nEvents per second, median (min..max), by the clock and by processor time:\n");
    results
        .runs()
        .keySet()
        .forEach(
            letter ->
                out.append(
                    "  (%s) %-24s  2 processors: %-24s  %s%n"
                        .formatted(
                            letter,
                            numbers(results.rate(letter)),
                            numbers(results.capacity(letter)),
                            results.titles().get(letter))));
    for (String other : List.of("a", "b")) {
      if (!results.of("c").isEmpty() && !results.of(other).isEmpty()) {
        out.append(
            "  c/%s %-24s  2 processors: %s%n"
                .formatted(
                    other,
                    ratio(results.ratio("c", other)),
                    ratio(results.capacityRatio("c", other))));
      }
    }
    if (!results.of("c").isEmpty()) {
      out.append(outputs(results));
    }
    Latency latency = results.latency();
    if (latency != null) {
      out.append(
          "From event to command at %,.0f events/s: p50 %d ms, p99 %d ms, max %d ms (%,d commands in %d s, %d checkpoints)%n"
              .formatted(
                  latency.rate(),
                  latency.p50(),
                  latency.p99(),
                  latency.max(),
                  latency.commands(),
                  latency.seconds(),
                  latency.checkpoints()));
    }
    return out.toString();
  }

  private static String outputs(Results results) {
    Counts counts = results.of("c").get(0).counts();
    StringBuilder out = new StringBuilder("Outputs of (c), first run, and per 100 events:\n");
    counts
        .values()
        .forEach(
            (name, count) ->
                out.append(
                    "  %-18s %,12d %7.2f%n"
                        .formatted(name, count, 100.0 * count / counts.of("inputs"))));
    out.append(
        "Ids of commands: %,d, of which %,d not in every run%n"
            .formatted(counts.commandIds().size(), results.commandDifference()));
    return out.toString();
  }

  private static String numbers(Summary s) {
    return "%,.0f (%,.0f..%,.0f)".formatted(s.median(), s.min(), s.max());
  }

  private static String ratio(Summary s) {
    return String.format(Locale.ROOT, "%.2f (%.2f..%.2f)", s.median(), s.min(), s.max());
  }
}
