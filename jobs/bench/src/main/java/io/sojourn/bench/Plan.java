package io.sojourn.bench;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to be measured.
 *
 * @param parts which of all
 * @param events per run; null to find out how many take {@code atLeast}
 * @param runs of each job, after one that warms up
 * @param atLeast what a run must take
 * @param checkpoints what a run must complete at least
 * @param rate events per second while latency is measured
 * @param warmUp before latency is measured
 * @param latency how long it is measured
 * @param messages how many go through a channel per run
 * @param traffic what the events are
 */
record Plan(
    List<Part> parts,
    @Nullable Long events,
    int runs,
    Duration atLeast,
    int checkpoints,
    int rate,
    Duration warmUp,
    Duration latency,
    int messages,
    TrafficMix traffic) {
  private static final long QUICK_EVENTS = 60_000;

  /** A virtual machine that has run nothing before falls behind at first, and has to catch up. */
  private static final Duration WARM_UP = Duration.ofMinutes(2);

  static Plan full(
      List<Part> parts, @Nullable Long events, int runs, int rate, TrafficMix traffic) {
    Duration atLeast = Duration.ofSeconds(30);
    return new Plan(
        parts, events, runs, atLeast, 2, rate, WARM_UP, Duration.ofSeconds(60), 40_000, traffic);
  }

  static Plan quick(List<Part> parts, @Nullable Long events, int rate, TrafficMix traffic) {
    long count = events == null ? QUICK_EVENTS : events;
    return new Plan(
        parts,
        count,
        1,
        Duration.ZERO,
        0,
        rate,
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        4_000,
        traffic);
  }
}
