package io.sojourn.connectors.channel.http;

import io.sojourn.connectors.channel.TimeoutClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends a call that takes too long in all: the library's own time-outs are between two bytes, and a
 * server that sends one now and then would keep a sender for ever. Not thread-safe.
 */
final class CallLimit {
  private final Duration most;
  private volatile boolean ranOut;

  /** What takes time. */
  @FunctionalInterface
  interface Call<T> {
    T run() throws IOException, HttpException;
  }

  CallLimit(Duration most) {
    this.most = most;
  }

  <T> T during(Cancellable request, Call<T> call) throws IOException, HttpException {
    ranOut = false;
    ScheduledFuture<?> end =
        TimeoutClock.shared()
            .schedule(
                () -> {
                  ranOut = true;
                  request.cancel();
                },
                most.toMillis(),
                TimeUnit.MILLISECONDS);
    try {
      return call.run();
    } finally {
      end.cancel(false);
    }
  }

  /** Whether the last call was ended. */
  boolean ranOut() {
    return ranOut;
  }
}
