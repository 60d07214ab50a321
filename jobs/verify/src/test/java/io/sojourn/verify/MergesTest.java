package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where persons become one, a move takes milliseconds on the cluster and no time in {@code
 * simulate}. In the end both know the same persons with the same attributes and audiences; commands
 * may differ only for whoever did something in those milliseconds.
 */
class MergesTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static final double TOLERATED = 0.01;

  /** How much faster the traffic comes than the times of its records say. */
  private static final long SPEED = 4;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {31, 32})
  void theSameInTheEnd(long seed) throws Exception {
    List<SourceFile> files = Shop.workspace();
    Workspace workspace = Shop.compiled(files, Traffic.TIME_SCALE);
    List<Message> events = Traffic.of(seed, 1_000, 4_000, 60);
    try (Platform platform = new Platform()) {
      platform.publish(files, Traffic.TIME_SCALE);
      PersonsInTheEnd expected =
          new PersonsInTheEnd(Simulated.outputs(platform.options(), workspace, events));
      List<Long> sentAt;
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.await(Duration.ofMinutes(1), job::isReading);
        sentAt = sendInTime(platform, events);
        job.awaitQuiet(Duration.ofMinutes(5));
      }
      PersonsInTheEnd actual = new PersonsInTheEnd(platform.outputs());

      assertThat(platform.read(Topic.PERSON_MOVES)).as("persons became one").isNotEmpty();
      assertThat(actual.profiles()).isEqualTo(expected.profiles());
      assertThat(actual.memberships()).isEqualTo(expected.memberships());

      Set<String> different = PersonsInTheEnd.differing(expected.commands(), actual.commands());
      Set<String> hasty = hasty(platform, workspace, expected, events, sentAt);
      System.out.printf(
          "Seed %d: %d persons, %d with an event during a move; commands differ for %s%n",
          seed, expected.persons().size(), hasty.size(), different);
      assertThat(hasty).as("only who did something during a move").containsAll(different);
      assertThat((double) different.size()).isLessThan(TOLERATED * expected.persons().size());
    }
  }

  /** Sends each record when its time has come at this speed; returns when that was. */
  private static List<Long> sendInTime(Platform platform, List<Message> events) {
    List<Long> sentAt = new ArrayList<>();
    long start = System.currentTimeMillis();
    List<Message> waiting = new ArrayList<>();
    for (Message event : events) {
      long due = start + (Objects.requireNonNull(event.timestamp()) - Shop.START) / SPEED;
      long wait = due - System.currentTimeMillis();
      if (wait > 0) {
        platform.send(waiting);
        waiting.clear();
        LockSupport.parkNanos(Duration.ofMillis(wait).toNanos());
      }
      waiting.add(event);
      sentAt.add(System.currentTimeMillis());
    }
    platform.send(waiting);
    return sentAt;
  }

  private static Set<String> hasty(
      Platform platform,
      Workspace workspace,
      PersonsInTheEnd end,
      List<Message> events,
      List<Long> sentAt) {
    Haste haste = new Haste(platform.options(), workspace, end);
    for (int i = 0; i < events.size(); i++) {
      Message event = events.get(i);
      haste.event(
          Objects.requireNonNull(event.value()),
          null,
          Objects.requireNonNull(event.timestamp()),
          sentAt.get(i));
    }
    for (ConsumerRecord<byte[], byte[]> read : platform.read(Topic.PERSON_MOVES)) {
      haste.move(FragmentPayload.decode(read.value()), read.timestamp());
    }
    return haste.persons();
  }
}
