package io.sojourn.verify;

import io.sojourn.testkit.TestTopics.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The state of both jobs, read from savepoints that they have just made. */
class StateGoldenTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(1);

  @TempDir Path savepoints;

  @Test
  void stateOfTheEngagementJob() throws Exception {
    long at = Shop.START;
    check(
        Job.ENGAGEMENT,
        List.of(
            Platform.event(at, Shop.profile("c1", at)),
            Platform.event(at, Shop.login("c1", "d1", at)),
            Platform.event(at, Shop.cart("c1", "k1", 80, at))));
  }

  @Test
  void stateOfTheDeliveryJob() throws Exception {
    check(Job.DELIVERY, List.of());
  }

  private void check(Job job, List<Message> events) throws Exception {
    try (Platform platform = new Platform()) {
      platform.publish(Shop.workspace(), 1);
      platform.send(events);
      String savepoint;
      try (RunningJob running = RunningJob.start(job, platform.options(), 1)) {
        running.awaitQuiet(Duration.ofMinutes(5));
        savepoint = running.stop(savepoints);
      }
      Golden.check("state-" + job.jobName(), List.copyOf(StateList.of(savepoint)));
    }
  }
}
