package io.sojourn.bench;

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
    for (String other : Results.OTHERS) {
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
          "From event to command at %,.0f events/s: %s (commands in %d s, %d checkpoints)%n"
              .formatted(
                  latency.rate(),
                  times(latency.times()),
                  latency.seconds(),
                  latency.checkpoints()));
    }
    LinkLatencies links = results.links();
    if (links != null) {
      out.append(
          """
          From an event that links, at %,.0f events/s, %d checkpoints:
            to the assignment of a device new to its customer  %s
            to the last assignment of a graph that was merged  %s
            to the profile with the history that moved         %s
          """
              .formatted(
                  links.rate(),
                  links.checkpoints(),
                  times(links.device()),
                  times(links.merge()),
                  times(links.history())));
    }
    if (!results.hot().isEmpty()) {
      out.append(
          "From event to command, with one device of %s log-ins and without:%n"
              .formatted("%,d".formatted(HotDevice.LOG_INS)));
      results
          .hot()
          .forEach(
              pair ->
                  out.append(
                      "  with %s; without %s%n"
                          .formatted(times(pair.with().times()), times(pair.without().times()))));
      out.append("  p99 with / without %s%n".formatted(ratio(results.hotRatio())));
    }
    results
        .channels()
        .forEach(
            pair ->
                out.append(
                    "%s: %s/s; %s: %s/s; ratio %s%n"
                        .formatted(
                            pair.ours(),
                            numbers(Summary.of(pair.oursPerSecond())),
                            pair.other(),
                            numbers(Summary.of(pair.otherPerSecond())),
                            ratio(pair.ratio()))));
    return out.toString();
  }

  private static String times(Quantiles times) {
    return "p50 %d ms, p99 %d ms, max %d ms of %,d"
        .formatted(times.p50(), times.p99(), times.max(), times.count());
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
