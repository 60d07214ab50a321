package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands that were settled after the checkpoint which a restart began from: their commands
 * come again, and must not be sent again.
 *
 * <p>They are kept until the watermark says that every command written before the last of these
 * outcomes has come again; from then on the state of the dispatch operator knows them. Until then a
 * checkpoint repeats the place this restart read from, so the next restart finds them too. Without
 * watermarks they are kept until the next restart, and again then.
 */
final class SettledCommands {
  /** How far the clocks of brokers and senders may differ, on top of the watermark's slack. */
  static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

  private final Set<String> ids = new HashSet<>();
  private @Nullable LedgerPosition readFrom;
  private long latest = Long.MIN_VALUE;

  private SettledCommands() {}

  /** Of a job that starts without state. */
  static SettledCommands none() {
    return new SettledCommands();
  }

  static SettledCommands read(OutcomeLedger ledger, LedgerPosition from) throws IOException {
    SettledCommands settled = new SettledCommands();
    ledger.scan(from, settled::add);
    settled.readFrom = settled.ids.isEmpty() ? null : from;
    return settled;
  }

  private void add(Outcome outcome) {
    ids.add(outcome.commandId());
    latest = Math.max(latest, outcome.at());
  }

  boolean contains(String commandId) {
    return ids.contains(commandId);
  }

  /** Forgets them once the watermark has passed all. */
  void passed(long watermark) {
    if (readFrom != null && watermark - CLOCK_SKEW.toMillis() >= latest) {
      ids.clear();
      readFrom = null;
    }
  }

  /** The place that a checkpoint has to note when the cursor stands at {@code cursor}. */
  LedgerPosition checkpointed(LedgerPosition cursor) {
    return readFrom == null ? cursor : readFrom;
  }
}
