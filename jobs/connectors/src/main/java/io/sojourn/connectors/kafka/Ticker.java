package io.sojourn.connectors.kafka;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a task again and again on a thread of its own and tells the task thread each time. */
final class Ticker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Ticker.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final ScheduledExecutorService executor;
  private final Duration period;
  private final Runnable task;
  private volatile boolean ticked;
  private volatile CompletableFuture<Void> next = new CompletableFuture<>();

  /**
   * @param period time from the end of one run to the start of the next
   * @param task what to run; a failure is logged
   */
  Ticker(String name, Duration period, Runnable task) {
    this.period = period;
    this.task = task;
    this.executor =
        Executors.newSingleThreadScheduledExecutor(
            runnable -> {
              Thread thread = new Thread(runnable, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  void start() {
    long nanos = period.toNanos();
    var unused = executor.scheduleWithFixedDelay(this::tick, 0, nanos, TimeUnit.NANOSECONDS);
  }

  /** Completes with the next tick. */
  CompletableFuture<Void> nextTick() {
    return next;
  }

  /** Whether there was a tick since the last call. */
  boolean takeTick() {
    boolean result = ticked;
    if (result) {
      ticked = false;
    }
    return result;
  }

  /** Interrupts a run in progress and waits for its end. */
  @Override
  public void close() {
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("A run did not end within {}", CLOSE_LIMIT);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void tick() {
    try {
      task.run();
    } catch (RuntimeException e) {
      LOG.error("A run failed; the next one comes as usual", e);
    }
    ticked = true;
    CompletableFuture<Void> due = next;
    next = new CompletableFuture<>();
    due.complete(null);
  }
}
