package io.sojourn.app.cli;

import io.sojourn.app.cli.EventFile.Line;
import io.sojourn.core.simulation.Simulation;
import io.sojourn.core.simulation.Simulation.Fate;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lines on their way through a simulation, and what became of each. */
final class SimulationRun {
  private final Simulation simulation;
  private final String source;
  private final @Nullable String format;
  private final @Nullable Long until;
  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private long lines;
  private long leftOut;

  /**
   * @param source name of the file
   * @param format value of the header {@code format}, or null
   * @param until when it ends, epoch milliseconds; null for the time of the last line
   */
  SimulationRun(
      Simulation simulation, String source, @Nullable String format, @Nullable Long until) {
    this.simulation = simulation;
    this.source = source;
    this.format = format;
    this.until = until;
  }

  void accept(Line line, long at) {
    lines++;
    if (until != null && at > until) {
      leftOut++;
      return;
    }
    Fate fate = simulation.accept(line.bytes(), format, at, source, line.number());
    fates.merge(fate, 1L, Long::sum);
  }

  /** Settles what falls due until the end. */
  void settle() {
    if (until != null || fates.size() > 0) {
      simulation.settle(until == null ? simulation.now() : until);
    }
  }

  /** {@code 9 lines: 7 processed, 1 duplicate, 1 rejected, 0 after --until}. */
  String summary() {
    return "%s: %d processed, %d duplicate, %d rejected, %d after --until"
        .formatted(
            Counts.of(lines, "line"),
            fates.getOrDefault(Fate.PROCESSED, 0L),
            fates.getOrDefault(Fate.DUPLICATE, 0L),
            fates.getOrDefault(Fate.REJECTED, 0L),
            leftOut);
  }
}
