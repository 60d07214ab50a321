package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.output.Output;
import io.sojourn.testkit.TestTopics.Message;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where no two persons become one, the cluster says what {@code simulate} says, in every field. */
class SimulateEqualsClusterTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void theSameOutputs(long seed) throws Exception {
    List<SourceFile> files = Shop.withBanner();
    List<Message> events = Traffic.withoutMerges(seed, 400, 3_000, 30);
    try (Platform platform = new Platform()) {
      platform.publish(files, Traffic.TIME_SCALE);
      List<Output> expected =
          Simulated.outputs(platform.options(), Shop.compiled(files, Traffic.TIME_SCALE), events);
      platform.send(events);
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.awaitQuiet(Duration.ofMinutes(5));
      }
      assertThat(platform.outputs())
          .map(Platform::line)
          .containsExactlyInAnyOrderElementsOf(expected.stream().map(Platform::line).toList());
    }
  }
}
