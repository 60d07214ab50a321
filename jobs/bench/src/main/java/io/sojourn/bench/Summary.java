package io.sojourn.bench;

import java.util.List;

/** The middle and the ends of a few measurements. */
record Summary(double median, double min, double max) {
  /**
   * @param values at least one
   */
  static Summary of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    return new Summary(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
