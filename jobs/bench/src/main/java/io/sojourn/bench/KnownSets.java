package io.sojourn.bench;

import io.sojourn.app.demo.TrafficRecord;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Accepts the first records of a traffic, and of those after them the ones whose identities were
 * all seen together before: the traffic of a shop whose customers are known.
 */
final class KnownSets implements Predicate<TrafficRecord> {
  private static final String IDENTITIES = "\"identityMap\":{";
  private static final String END = "]}";
  private static final String NONE = "";

  private final Set<String> sets = new HashSet<>();
  private long open;

  /**
   * @param first how many records are accepted whatever they bring
   */
  KnownSets(long first) {
    this.open = first;
  }

  @Override
  public boolean test(TrafficRecord record) {
    int from = record.json().indexOf(IDENTITIES);
    int to = record.json().indexOf(END, from);
    String set = from < 0 || to < 0 ? NONE : record.json().substring(from, to);
    if (open-- > 0) {
      sets.add(set);
      return true;
    }
    return !set.equals(NONE) && sets.contains(set);
  }
}
