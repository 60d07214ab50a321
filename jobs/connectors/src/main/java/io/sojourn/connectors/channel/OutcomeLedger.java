package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Outcome;
import java.io.IOException;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The log of outcomes: what a restart reads to learn what was sent after its checkpoint.
 *
 * <p>Within a partition, what one ledger object appends stands in the order in which it was
 * appended, and is acknowledged in that order. {@code append} and {@code end} may be called by any
 * thread.
 */
public interface OutcomeLedger extends AutoCloseable {

  /**
   * Appends an outcome; complete when it cannot be lost any more. May block while the ledger is
   * away, so it is not for a task's thread.
   */
  CompletableFuture<Entry> append(Outcome outcome);

  /** Where the ledger ends at some time between the call and the completion. */
  CompletableFuture<LedgerPosition> end();

  /**
   * Reads everything from a place to where the ledger ended when this was called.
   *
   * @throws IOException if the ledger cannot be read to that end
   */
  void scan(LedgerPosition from, Consumer<Outcome> reader) throws IOException;

  /** Waits, within a bound, until what was appended is acknowledged. */
  @Override
  void close();

  /** Where an outcome came to stand. */
  record Entry(int partition, long offset) {}

  /** Opens the ledger on the machine that sends. */
  @FunctionalInterface
  interface Factory extends Serializable {

    /**
     * Opens it.
     *
     * @throws IOException if it cannot be reached
     */
    OutcomeLedger open() throws IOException;
  }
}
