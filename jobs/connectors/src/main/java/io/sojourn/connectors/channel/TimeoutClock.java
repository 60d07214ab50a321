package io.sojourn.connectors.channel;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends what takes too long, for all clients of a job with one thread. While it is used, the thread
 * looks at its watch every second: a time-out that is further away does not wake it up, which would
 * cost more than most of what is timed. The thread ends when nothing was timed for some seconds, so
 * that it does not outlive the job.
 */
public final class TimeoutClock extends ScheduledThreadPoolExecutor {
  private static final TimeoutClock CLOCK = new TimeoutClock();
  private static final long LOOKS_SECONDS = 1;
  private static final long ENDS_SECONDS = 5;

  private final AtomicBoolean looking = new AtomicBoolean();
  private volatile boolean used;

  private TimeoutClock() {
    super(
        1,
        task -> {
          Thread thread = new Thread(task, "sojourn-timeouts");
          thread.setDaemon(true);
          return thread;
        });
    setRemoveOnCancelPolicy(true);
    setKeepAliveTime(ENDS_SECONDS, TimeUnit.SECONDS);
    allowCoreThreadTimeOut(true);
  }

  /** The one of this job on this machine; not to be shut down. */
  public static ScheduledExecutorService shared() {
    return CLOCK;
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    use();
    return super.schedule(task, delay, unit);
  }

  @Override
  public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
    use();
    return super.schedule(task, delay, unit);
  }

  private void use() {
    if (!used) {
      used = true;
    }
    if (!looking.get() && looking.compareAndSet(false, true)) {
      var unused = super.schedule(this::look, LOOKS_SECONDS, TimeUnit.SECONDS);
    }
  }

  private void look() {
    if (used) {
      used = false;
      var unused = super.schedule(this::look, LOOKS_SECONDS, TimeUnit.SECONDS);
    } else {
      looking.set(false);
    }
  }
}
