package io.sojourn.connectors.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TimeoutClockTest {

  @Test
  void whatIsOverdueRunsAndWhatIsCancelledDoesNot() throws Exception {
    CountDownLatch overdue = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    ScheduledFuture<?> done =
        TimeoutClock.shared().schedule(never::countDown, 20, TimeUnit.MILLISECONDS);
    done.cancel(false);
    var unused = TimeoutClock.shared().schedule(overdue::countDown, 30, TimeUnit.MILLISECONDS);
    assertThat(overdue.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(never.getCount()).isOne();
  }

  @Test
  void itsThreadEndsWhenNothingIsTimedAnyMore() {
    var unused = TimeoutClock.shared().schedule(() -> {}, 1, TimeUnit.MILLISECONDS);
    assertThat(isRunning()).isTrue();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> !isRunning());
  }

  private static boolean isRunning() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().equals("sojourn-timeouts"));
  }
}
