package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.connectors.event.OutputJson;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * People who wait in a savepoint of a release go on waiting in this one, at another parallelism.
 * {@code scripts/state-snapshot VERSION} makes the savepoint of a new release.
 */
class StateCompatibilityTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(3);

  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int PEOPLE = 20;

  @TempDir Path savepoints;

  static List<StateFixture> releases() throws IOException {
    return StateFixture.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("releases")
  void waitingPeopleGoOn(StateFixture release) throws Exception {
    List<Message> before = release.events();
    List<SourceFile> files = release.workspace();
    Workspace workspace = Shop.compiled(files, Traffic.TIME_SCALE);
    List<Message> all = new ArrayList<>(before);
    all.addAll(after(before.get(before.size() - 1)));
    try (Platform platform = new Platform()) {
      List<String> expected = lines(Simulated.outputs(platform.options(), workspace, all));
      lines(Simulated.outputs(platform.options(), workspace, before)).forEach(expected::remove);
      assertThat(expected).anyMatch(line -> line.startsWith("{\"kind\":\"command\""));

      refill(platform, release, files, before);
      platform.send(all.subList(before.size(), all.size()));
      try (RunningJob job =
          RunningJob.start(Job.ENGAGEMENT, platform.options(), 3, 0, release.savepoint())) {
        job.awaitQuiet(PATIENCE);
      }
      assertThat(lines(platform.outputs())).containsExactlyInAnyOrderElementsOf(expected);
      assertThat(platform.outputs(Topic.COMMANDS_EMAIL, Command.class))
          .map(Command::template)
          .as("carts are remembered")
          .contains("cart-reminder");
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "state.snapshot", matches = ".+")
  void writeTheSavepointOfThisRelease() throws Exception {
    List<SourceFile> files = Shop.workspace();
    List<Message> events = before();
    try (Platform platform = new Platform()) {
      platform.publish(files, Traffic.TIME_SCALE);
      platform.send(events);
      String savepoint;
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2)) {
        job.awaitQuiet(PATIENCE);
        savepoint = job.stop(savepoints);
      }
      assertThat(platform.read(Topic.PERSON_MOVES)).as("persons were merged").isNotEmpty();
      StateFixture.of(System.getProperty("state.snapshot"))
          .write(Path.of(URI.create(savepoint)), files, events, ownRecords(platform));
    }
  }

  /** Accounts, full carts whose hour is not over, devices that logged in; four time units long. */
  private static List<Message> before() {
    List<Message> events = new ArrayList<>();
    for (int i = 0; i < PEOPLE; i++) {
      String person = "c" + i;
      long at = Shop.START + i * 20L;
      events.add(Platform.event(at, Shop.anonymousCart("d" + i, "a" + i, 70, at)));
      events.add(Platform.event(at + 1, Shop.profile(person, at + 1)));
      events.add(Platform.event(at + 2, Shop.page(person, at + 2)));
      if (i % 2 == 0) {
        events.add(Platform.event(at + 3, Shop.login(person, "d" + i, at + 3)));
      }
      if (i % 3 == 0) {
        events.add(Platform.event(at + 4, Shop.account(person, at + 4)));
      }
      events.add(Platform.event(at + 5, Shop.cart(person, "k" + i, 60 + 20.0 * i, at + 5)));
    }
    return events;
  }

  /** Some buy, and the hours pass. */
  private static List<Message> after(Message last) {
    List<Message> events = new ArrayList<>();
    long at = last.timestamp() + 10;
    for (int i = 0; i < PEOPLE; i += 4) {
      events.add(Platform.event(at + i, Shop.purchase("c" + i, "k" + i, 100, at + i)));
    }
    long days = at + Duration.ofDays(40).toMillis() / Traffic.TIME_SCALE;
    events.add(Platform.event(days, Shop.page("somebody", days)));
    return events;
  }

  /** Puts as many records before the savepoint's offsets as there were; none is read again. */
  private static void refill(
      Platform platform, StateFixture release, List<SourceFile> files, List<Message> events)
      throws IOException {
    platform.publish(files, Traffic.TIME_SCALE);
    platform.send(events);
    for (String line : release.ownRecords()) {
      String[] fields = line.split(" ");
      Message filler =
          Message.of(fields[0], "read before").withPartition(Integer.valueOf(fields[1]));
      platform.send(Collections.nCopies(Integer.parseInt(fields[2]), filler));
    }
  }

  private static List<String> ownRecords(Platform platform) {
    Map<String, Integer> counts = new TreeMap<>();
    for (Topic topic : List.of(Topic.IDENTITY_CONTROL, Topic.PERSON_MOVES)) {
      for (ConsumerRecord<byte[], byte[]> read : platform.read(topic)) {
        counts.merge(read.topic() + " " + read.partition(), 1, Integer::sum);
      }
    }
    return counts.entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
  }

  private static List<String> lines(List<Output> outputs) {
    return new ArrayList<>(outputs.stream().map(OutputJson::line).toList());
  }
}
