package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Rejection;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@link IdentityOracle} finds the same persons, although the job loses its task manager at a
 * quarter, the half and three quarters of the input.
 */
class IdentityOracleTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path folder;

  @Test
  void theSamePersonsWithoutLinkingRules() throws Exception {
    IdentityOracle oracle = new IdentityOracle(folder, false);
    List<Message> events =
        oracle.traffic().stream().map(line -> Platform.event(line.arrival(), line.json())).toList();
    try (Platform platform = new Platform()) {
      platform.publish(List.of(oracle.namespaces()), 1);
      int quarter = events.size() / 4;
      try (RunningJob job =
          RunningJob.start(Job.ENGAGEMENT, platform.exactOptions(), 2, 50, null)) {
        job.await(PATIENCE, job::isReading);
        for (int i = 0; i < 3; i++) {
          int written = platform.read(Topic.IDENTITY_CONTROL).size();
          platform.send(events.subList(i * quarter, (i + 1) * quarter));
          job.await(PATIENCE, () -> platform.read(Topic.IDENTITY_CONTROL).size() > written + 100);
          CLUSTER.loseTaskManager();
        }
        platform.send(events.subList(3 * quarter, events.size()));
        job.awaitQuiet(PATIENCE);
      }
      assertThat(platform.outputs(Topic.REJECTIONS, Rejection.class))
          .extracting(rejection -> rejection.problem().code())
          .isEmpty();
      oracle.agreesWith(platform.outputs(Topic.ASSIGNMENTS, Assignment.class));
    }
  }
}
