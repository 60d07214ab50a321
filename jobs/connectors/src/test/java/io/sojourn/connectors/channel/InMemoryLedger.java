package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A ledger of two partitions in memory that outlives the operators which open it. */
final class InMemoryLedger implements OutcomeLedger {
  private static final int PARTITIONS = 2;

  private final List<List<Outcome>> partitions = List.of(new ArrayList<>(), new ArrayList<>());
  private final List<Runnable> heldAcknowledgements = new ArrayList<>();
  private boolean holding;
  private boolean broken;
  private int scanned;

  /** From now on nothing is acknowledged until {@link #release}. */
  synchronized void hold() {
    holding = true;
  }

  synchronized void release() {
    holding = false;
    heldAcknowledgements.forEach(Runnable::run);
    heldAcknowledgements.clear();
  }

  synchronized void breakDown() {
    broken = true;
  }

  synchronized List<Outcome> outcomes() {
    return partitions.stream().flatMap(List::stream).toList();
  }

  synchronized Outcome outcome(String commandId) {
    return outcomes().stream().filter(o -> o.commandId().equals(commandId)).findFirst().get();
  }

  /** How many outcomes the last scan read. */
  synchronized int scanned() {
    return scanned;
  }

  @Override
  public synchronized CompletableFuture<Entry> append(Outcome outcome) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("broken by the test"));
    }
    int partition = Math.floorMod(outcome.commandId().hashCode(), PARTITIONS);
    partitions.get(partition).add(outcome);
    Entry entry = new Entry(partition, partitions.get(partition).size() - 1);
    CompletableFuture<Entry> appended = new CompletableFuture<>();
    if (holding) {
      heldAcknowledgements.add(() -> appended.complete(entry));
    } else {
      appended.complete(entry);
    }
    return appended;
  }

  @Override
  public synchronized CompletableFuture<LedgerPosition> end() {
    Map<Integer, Long> end = new HashMap<>();
    for (int p = 0; p < PARTITIONS; p++) {
      end.put(p, (long) partitions.get(p).size());
    }
    return CompletableFuture.completedFuture(new LedgerPosition(end));
  }

  @Override
  public synchronized void scan(LedgerPosition from, Consumer<Outcome> reader) {
    scanned = 0;
    for (int p = 0; p < PARTITIONS; p++) {
      List<Outcome> partition = partitions.get(p);
      int first = from.next().getOrDefault(p, 0L).intValue();
      for (Outcome outcome : partition.subList(first, partition.size())) {
        reader.accept(outcome);
        scanned++;
      }
    }
  }

  @Override
  public void close() {}
}
