package io.sojourn.connectors.channel;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * The place in the ledger behind which lies every outcome that this subtask has not yet seen
 * acknowledged: a restart that reads from there misses none.
 *
 * <p>It moves with each acknowledgement, since one writer's entries are acknowledged in the order
 * of their offsets; and to the end of the ledger when nothing of ours is on its way there, so that
 * a quiet subtask does not make a restart read old outcomes of the others.
 */
final class LedgerCursor {
  private final AtomicInteger appending = new AtomicInteger();
  private LedgerPosition position;

  LedgerCursor(LedgerPosition position) {
    this.position = position;
  }

  /** Before an append, by any thread. */
  void appending() {
    appending.incrementAndGet();
  }

  /** After its acknowledgement, by the task's thread, like all that follows. */
  void appended(OutcomeLedger.Entry entry) {
    appending.decrementAndGet();
    position = position.after(entry);
  }

  /** The ledger was seen to end there a moment ago. */
  void ended(LedgerPosition end) {
    if (appending.get() == 0) {
      position = position.reaching(end);
    }
  }

  LedgerPosition position() {
    return position;
  }
}
