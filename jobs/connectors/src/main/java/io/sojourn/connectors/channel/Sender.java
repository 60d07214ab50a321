package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Backoff;
import io.sojourn.core.channel.Delivery;
import io.sojourn.core.channel.Endpoint;
import io.sojourn.core.channel.Outcome;
import io.sojourn.core.channel.OutgoingMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one subtask that wait for the provider of one channel: each message is paced,
 * sent, and sent again with growing pauses until it is settled. Channels share nothing, so one that
 * does not answer keeps no other from being served.
 */
final class Sender {
  /** Called by the sender threads. */
  interface Listener {
    /** A provider has answered, or has not within the client's time-out. */
    void answered(Duration took);

    /** A message was not taken over and will be tried again. */
    void retrying(InFlight message);

    /**
     * A message is settled.
     *
     * @param answer see {@link SendResult#answer}
     */
    void settled(InFlight message, Outcome.Status status, String code, Map<String, String> answer);

    /** A thread met what it cannot handle: the job has to restart. */
    void broken(Throwable failure);

    /** The sender's clock, epoch milliseconds. */
    long now();
  }

  private final ScheduledThreadPoolExecutor threads;
  private final SendSettings settings;
  private final ChannelClient.Factory clients;
  private final int subtasks;
  private final Listener listener;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Provider provider;

  Sender(SendSettings settings, ChannelClient.Factory clients, int subtasks, Listener listener) {
    this.threads = new ScheduledThreadPoolExecutor(settings.threads(), Sender::thread);
    this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.threads.setKeepAliveTime(1, TimeUnit.MINUTES);
    this.threads.allowCoreThreadTimeOut(true);
    this.settings = settings;
    this.clients = clients;
    this.subtasks = subtasks;
    this.listener = listener;
  }

  /**
   * Sends through this endpoint from now on, whatever was waiting, too; the connections to the one
   * before are given up.
   */
  void follow(Endpoint endpoint) {
    Provider current = provider;
    if (current == null || !current.endpoint().equals(endpoint)) {
      provider = new Provider(endpoint, clients, subtasks);
      if (current != null) {
        current.close();
      }
    }
  }

  /** Whether it has an endpoint to send through. */
  boolean isReady() {
    return provider != null;
  }

  /** How many messages are worth holding ready: what goes out in a second, within the settings. */
  int room() {
    Provider current = provider;
    int paced = current == null ? 0 : current.endpoint().ratePerSecond() / subtasks;
    return Math.max(settings.threads(), Math.min(settings.capacity(), paced));
  }

  /** Whether the provider is left alone just now. */
  boolean isOpen() {
    Provider current = provider;
    return current != null && current.circuit().isOpen();
  }

  /** Sends a message when its turn comes. */
  void submit(InFlight message) {
    Delivery delivery = message.delivery();
    if (delivery.message() == null) {
      String refusal = String.valueOf(delivery.refusal());
      schedule(() -> listener.settled(message, Outcome.Status.FAILED, refusal, Map.of()), 0);
      return;
    }
    schedule(() -> send(message), 0);
  }

  /** Begins no further send. */
  void shutdown() {
    closed.countDown();
    threads.shutdown();
  }

  /**
   * Waits for the answers that are due, and then stops waiting. What is not settled then stays in
   * the last checkpoint.
   *
   * @param end until when, on the clock of {@link System#nanoTime}
   */
  void close(long end) {
    shutdown();
    try {
      if (!threads.awaitTermination(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    Provider current = provider;
    if (current != null) {
      current.close();
    }
  }

  private boolean isClosedWithin(long nanos) {
    try {
      return closed.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private Provider required() {
    return Objects.requireNonNull(provider, "follow comes first");
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sojourn-sender");
    thread.setDaemon(true);
    return thread;
  }

  private void send(InFlight message) {
    Provider through = required();
    // a slot is taken when a thread is free to use it, so that slots cannot heap up
    if (isClosedWithin(through.pacer().take(System.nanoTime()))) {
      return;
    }
    if (listener.now() > message.delivery().expires()) {
      listener.settled(message, Outcome.Status.FAILED, Outcome.EXPIRED, Map.of());
      return;
    }
    long wait = through.circuit().delay(System.nanoTime());
    if (wait > 0) {
      schedule(() -> submit(message), wait);
      return;
    }
    long began = System.nanoTime();
    SendResult result = answer(Objects.requireNonNull(message.delivery().message()), through);
    listener.answered(Duration.ofNanos(System.nanoTime() - began));
    boolean unavailable = noted(result, through);

    InFlight tried = message.triedAgain();
    switch (result.kind()) {
      case SENT -> listener.settled(tried, Outcome.Status.SENT, result.code(), result.answer());
      case PERMANENT ->
          listener.settled(tried, Outcome.Status.FAILED, result.code(), result.answer());
      case TEMPORARY, UNAVAILABLE -> {
        // what is nobody's fault but the provider's does not use up the attempts of a message
        InFlight again = unavailable ? message : tried;
        Backoff backoff = settings.backoff();
        if (again.attempts() < backoff.attempts()) {
          listener.retrying(again);
          int made = Math.max(1, again.attempts());
          long pause = backoff.pauseAfter(made).toNanos();
          schedule(() -> submit(again), pause / 2 + ThreadLocalRandom.current().nextLong(pause));
        } else {
          listener.settled(again, Outcome.Status.FAILED, result.code(), result.answer());
        }
      }
    }
  }

  /** Returns whether the provider takes nothing from anybody just now. */
  private static boolean noted(SendResult result, Provider through) {
    Duration pause = result.retryAfter();
    if (pause != null) {
      through.pacer().hold(System.nanoTime(), pause.toNanos());
    }
    if (result.kind() == SendResult.Kind.UNAVAILABLE) {
      return through.circuit().failed(System.nanoTime()) || pause != null;
    }
    through.circuit().answered();
    return pause != null;
  }

  private static SendResult answer(OutgoingMessage content, Provider through) {
    ChannelClient client = through.take();
    try {
      return client.send(content);
    } finally {
      through.giveBack(client);
    }
  }

  private void schedule(Runnable task, long nanos) {
    try {
      var unused = threads.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      if (!threads.isShutdown()) {
        throw e;
      }
    }
  }

  private void guarded(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      listener.broken(e);
    }
  }
}
