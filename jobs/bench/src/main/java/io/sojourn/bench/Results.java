package io.sojourn.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * All that was measured.
 *
 * @param titles of the jobs, by letter
 * @param runs of each job, by letter
 * @param latency null if it was not asked for
 * @param links null if they were not asked for
 * @param hot in pairs; empty if not asked for
 * @param channels clients of channels; empty if not asked for
 * @param commandDifference ids that were issued in some runs of (c) but not in all
 */
record Results(
    Plan plan,
    Map<String, String> titles,
    Map<String, List<Run>> runs,
    @Nullable Latency latency,
    @Nullable LinkLatencies links,
    List<HotDevice> hot,
    List<RatePair> channels,
    long commandDifference) {
  /** Letters of the jobs that (c) is compared with. */
  static final List<String> OTHERS = List.of("a", "b", "d");

  Results {
    titles = new TreeMap<>(titles);
    runs = new TreeMap<>(runs);
    hot = List.copyOf(hot);
    channels = List.copyOf(channels);
  }

  /** What a hot device does to others: the quotient of the 99th percentiles, pair by pair. */
  Summary hotRatio() {
    return Summary.of(hot.stream().map(HotDevice::ratio).toList());
  }

  List<Run> of(String letter) {
    return runs.getOrDefault(letter, List.of());
  }

  /** Events per second of a job. */
  Summary rate(String letter) {
    return Summary.of(of(letter).stream().map(Run::rate).toList());
  }

  /** Events per second of a job and two processors that do nothing else. */
  Summary capacity(String letter) {
    return Summary.of(of(letter).stream().map(Run::capacity).toList());
  }

  /** The quotient of two jobs, run by run: neighbours met the same weather. */
  Summary ratio(String of, String to) {
    return quotient(of, to, Run::rate);
  }

  /** The quotient by processor time, which other processes disturb less. */
  Summary capacityRatio(String of, String to) {
    return quotient(of, to, Run::capacity);
  }

  private Summary quotient(String of, String to, ToDoubleFunction<Run> value) {
    List<Double> quotients = new ArrayList<>();
    for (int i = 0; i < Math.min(of(of).size(), of(to).size()); i++) {
      quotients.add(value.applyAsDouble(of(of).get(i)) / value.applyAsDouble(of(to).get(i)));
    }
    return Summary.of(quotients);
  }
}
