package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.output.Output;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that is stopped or struck in the middle of traffic says in the end what it would have. */
class RestoreTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(3);

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  @TempDir Path savepoints;

  @Test
  void aSavepointAndAnotherParallelismChangeNothing() throws Exception {
    List<Message> events = Traffic.withoutMerges(21, 400, 3_000, 30);
    try (Platform platform = new Platform()) {
      List<String> expected = publish(platform, events);
      platform.send(events.subList(0, 1_500));
      String savepoint;
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.await(PATIENCE, () -> platform.read(Topic.JOURNEY_STEPS).size() > 100);
        platform.send(events.subList(1_500, 2_000));
        savepoint = job.stop(savepoints);
      }
      assertThat(platform.outputs()).as("in the middle").hasSizeLessThan(expected.size());
      platform.send(events.subList(2_000, 3_000));
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 3, 0, savepoint)) {
        job.awaitQuiet(PATIENCE);
      }
      List<String> said = lines(platform.outputs());
      assertThat(beside(said)).containsExactlyInAnyOrderElementsOf(beside(expected));
      assertThat(withoutTimes(said)).isEqualTo(withoutTimes(expected));
    }
  }

  @Test
  void aLostTaskManagerOnlyRepeatsWords() throws Exception {
    List<Message> events = Traffic.withoutMerges(22, 400, 3_000, 30);
    try (Platform platform = new Platform()) {
      Set<String> expected = withoutTimes(publish(platform, events));
      platform.send(events.subList(0, 500));
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2, 50, null)) {
        job.await(PATIENCE, job::isReading);
        platform.send(events.subList(500, 1_500));
        job.await(PATIENCE, () -> platform.read(Topic.JOURNEY_STEPS).size() > 100);
        CLUSTER.loseTaskManager();
        platform.send(events.subList(1_500, 3_000));
        job.awaitQuiet(PATIENCE);
      }
      Set<String> said = withoutTimes(lines(platform.outputs()));
      assertThat(without(said, expected)).as("what should not have been said").isEmpty();
      assertThat(without(expected, said)).as("what should have been said").isEmpty();
    }
  }

  /** All but assignments. */
  private static List<String> beside(List<String> lines) {
    return lines.stream().filter(line -> !line.contains("\"kind\":\"assignment\"")).toList();
  }

  /** Whose an identity is may be said again later. */
  private static Set<String> withoutTimes(List<String> lines) {
    return lines.stream()
        .map(line -> line.replaceFirst("(\"kind\":\"assignment\"),\"at\":\"[^\"]*\"", "$1"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> without(Set<String> all, Set<String> some) {
    Set<String> rest = new TreeSet<>(all);
    rest.removeAll(some);
    return rest;
  }

  private static List<String> publish(Platform platform, List<Message> events) throws Exception {
    List<SourceFile> files = Shop.withBanner();
    platform.publish(files, Traffic.TIME_SCALE);
    return lines(
        Simulated.outputs(platform.options(), Shop.compiled(files, Traffic.TIME_SCALE), events));
  }

  private static List<String> lines(List<Output> outputs) {
    return outputs.stream().map(Platform::line).collect(Collectors.toList());
  }
}
