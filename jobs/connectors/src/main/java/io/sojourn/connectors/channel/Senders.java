package io.sojourn.connectors.channel;

import io.sojourn.core.channel.Backoff;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.Outcome;
import io.sojourn.core.channel.OutgoingMessage;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads of one subtask that wait for providers: each message is paced, sent, and sent again
 * with growing pauses until it is settled.
 */
final class Senders implements AutoCloseable {

  /** Called by the sender threads. */
  interface Listener {
    /** A provider has answered, or has not within the client's time-out. */
    void answered(Duration took);

    /** A message was not taken over and will be tried again. */
    void retrying(InFlight message);

    /** A message is settled. */
    void settled(InFlight message, Outcome.Status status, String code);

    /** A thread met what it cannot handle: the job has to restart. */
    void broken(Throwable failure);
  }

  private final ScheduledThreadPoolExecutor threads;
  private final ChannelClient.Factory clients;
  private final Backoff backoff;
  private final Duration closeWithin;
  private final int subtasks;
  private final Listener listener;
  private @Nullable Provider provider;

  Senders(SendSettings settings, ChannelClient.Factory clients, int subtasks, Listener listener) {
    this.threads = new ScheduledThreadPoolExecutor(settings.threads(), Senders::thread);
    this.threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    this.clients = clients;
    this.backoff = settings.backoff();
    this.closeWithin = settings.closeWithin();
    this.subtasks = subtasks;
    this.listener = listener;
  }

  /** Sends a message when its turn comes. */
  void submit(InFlight message) {
    EmailChannel endpoint = message.delivery().endpoint();
    OutgoingMessage content = message.delivery().message();
    if (endpoint == null || content == null) {
      String refusal = String.valueOf(message.delivery().refusal());
      schedule(() -> listener.settled(message, Outcome.Status.FAILED, refusal), 0);
      return;
    }
    Provider through = provider(endpoint);
    schedule(() -> send(message, content, through), through.pacer().take(System.nanoTime()));
  }

  /**
   * Begins no further send, waits for the answers that are due, and then stops waiting. What is not
   * settled then stays in the last checkpoint.
   */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(closeWithin.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (provider != null) {
        provider.close();
      }
    }
  }

  /** The endpoint of the last definition; the connections to the one before are given up. */
  private synchronized Provider provider(EmailChannel endpoint) {
    Provider current = provider;
    if (current != null && current.endpoint().equals(endpoint)) {
      return current;
    }
    if (current != null) {
      current.close();
    }
    Provider next = new Provider(endpoint, clients, subtasks);
    provider = next;
    return next;
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "sojourn-sender");
    thread.setDaemon(true);
    return thread;
  }

  private void send(InFlight message, OutgoingMessage content, Provider through) {
    long began = System.nanoTime();
    SendResult result = answer(content, through);
    listener.answered(Duration.ofNanos(System.nanoTime() - began));

    InFlight tried = message.triedAgain();
    switch (result.kind()) {
      case SENT -> listener.settled(tried, Outcome.Status.SENT, result.code());
      case PERMANENT -> listener.settled(tried, Outcome.Status.FAILED, result.code());
      case TEMPORARY -> {
        if (tried.attempts() < backoff.attempts()) {
          listener.retrying(tried);
          schedule(() -> submit(tried), backoff.pauseAfter(tried.attempts()).toNanos());
        } else {
          listener.settled(tried, Outcome.Status.FAILED, result.code());
        }
      }
    }
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
