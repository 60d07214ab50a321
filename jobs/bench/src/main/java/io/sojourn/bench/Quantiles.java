package io.sojourn.bench;

import java.util.Collection;
import java.util.List;

/**
 * Of times that were measured.
 *
 * @param count how many they were
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param max milliseconds
 */
record Quantiles(long count, long p50, long p99, long max) {

  /**
   * @param millis at least one
   */
  static Quantiles of(Collection<Long> millis) {
    List<Long> sorted = millis.stream().sorted().toList();
    return new Quantiles(
        sorted.size(), rank(sorted, 50), rank(sorted, 99), sorted.get(sorted.size() - 1));
  }

  private static long rank(List<Long> sorted, int percent) {
    int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
    return sorted.get(Math.max(0, rank - 1));
  }
}
