package io.sojourn.bench;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came out of a run.
 *
 * @param values counts by name, sorted
 * @param commandIds ids of all commands; empty for jobs that issue none
 */
record Counts(Map<String, Long> values, Set<String> commandIds) {
  Counts {
    values = new TreeMap<>(values);
    commandIds = Set.copyOf(commandIds);
  }

  long of(String name) {
    return values.getOrDefault(name, 0L);
  }
}
