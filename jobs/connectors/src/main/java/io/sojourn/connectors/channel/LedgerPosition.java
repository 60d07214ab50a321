package io.sojourn.connectors.channel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A place in the ledger.
 *
 * @param next the next offset to read, by partition; a partition that is missing is read from its
 *     beginning
 */
public record LedgerPosition(Map<Integer, Long> next) {
  public LedgerPosition {
    next = Map.copyOf(next);
  }

  /** The place from which nothing is missed that lies behind any of these; not for none. */
  static LedgerPosition earliest(List<LedgerPosition> positions) {
    Set<Integer> known = new HashSet<>(positions.get(0).next.keySet());
    positions.forEach(p -> known.retainAll(p.next.keySet()));
    Map<Integer, Long> earliest = new HashMap<>();
    for (LedgerPosition position : positions) {
      known.forEach(p -> earliest.merge(p, position.next.getOrDefault(p, 0L), Math::min));
    }
    return new LedgerPosition(earliest);
  }

  /** This place, moved on so that it lies behind an entry. */
  LedgerPosition after(OutcomeLedger.Entry entry) {
    return reaching(new LedgerPosition(Map.of(entry.partition(), entry.offset() + 1)));
  }

  /** In each partition the later of both. */
  LedgerPosition reaching(LedgerPosition other) {
    Map<Integer, Long> later = new HashMap<>(next);
    other.next.forEach((partition, offset) -> later.merge(partition, offset, Math::max));
    return new LedgerPosition(later);
  }
}
