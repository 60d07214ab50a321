package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.output.Assignment;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An independent program, written from the documentation by somebody else, finds the same persons,
 * although the job loses its task manager on the way. Skipped where the program or Python is not
 * there.
 */
class PlainModeOracleTest {
  @RegisterExtension static final Cluster CLUSTER = new Cluster(2);

  private static final Path ORACLE = Path.of("../../../shared/tools/identity_oracle.py");
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final SourceFile NAMESPACES =
      new SourceFile(
          "namespaces.yaml",
          """
          namespaces:
            - {name: CRMID, type: person, ordinal: 0}
            - {name: Email, type: person, ordinal: 1}
            - {name: IDFA, type: device, ordinal: 2}
            - {name: ECID, type: cookie, ordinal: 3}
          """);

  @TempDir Path folder;

  @Test
  void theSamePersons() throws Exception {
    assumeTrue(Files.isReadable(ORACLE), "the oracle is beside the project");
    assumeTrue(canRun("python3", "--version"), "Python is installed");
    run(
        "gen --mode plain --cap 0 --shared 0 --hot-devices 0 --persons 2000 --events 12000 --seed 7"
            + " --events-out events.jsonl --expected-out expected.jsonl");
    List<Message> events = events(folder.resolve("events.jsonl"));
    try (Platform platform = new Platform()) {
      platform.publish(List.of(NAMESPACES), 1);
      platform.send(events.subList(0, events.size() / 2));
      try (RunningJob job = RunningJob.start(Job.ENGAGEMENT, platform.options(), 2, 50, null)) {
        job.await(PATIENCE, () -> platform.read(Topic.ASSIGNMENTS).size() > 500);
        CLUSTER.loseTaskManager();
        platform.send(events.subList(events.size() / 2, events.size()));
        job.awaitQuiet(PATIENCE);
      }
      assertThat(platform.read(Topic.REJECTIONS)).isEmpty();
      Files.write(folder.resolve("actual.jsonl"), persons(platform));
    }
    assertThat(run("check --expected expected.jsonl --actual actual.jsonl"))
        .contains("\"mismatched_identities\": 0", "\"extra\": 0", "\"pair_recall\": 1.0");
  }

  /** One line for each identity that the job has said a person of; the last word counts. */
  private static List<String> persons(Platform platform) {
    Map<IdentityKey, Assignment> last = new LinkedHashMap<>();
    platform.outputs(Topic.ASSIGNMENTS, Assignment.class).forEach(a -> last.put(a.key(), a));
    return last.values().stream()
        .map(
            a ->
                "{\"identity\": \"%s\", \"personId\": \"%s\"}"
                    .formatted(a.identity().text(), a.person().text()))
        .toList();
  }

  private static List<Message> events(Path file) throws IOException {
    List<Message> events = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      Map<String, Long> times = new LinkedHashMap<>();
      List<String> texts = new ArrayList<>();
      try (JsonParser json = new JsonFactory().createParser(line)) {
        for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
          if (token == JsonToken.VALUE_STRING) {
            texts.add(json.getText());
          } else if (token == JsonToken.VALUE_NUMBER_INT) {
            times.put(json.currentName(), json.getLongValue());
          }
        }
      }
      events.add(event(texts, times.getOrDefault("ts", 0L), times.getOrDefault("arrival", 0L)));
    }
    return events;
  }

  /** The texts of a line are the event's id, then namespace and value of each identity. */
  private static Message event(List<String> texts, long at, long arrival) {
    List<String> identities = new ArrayList<>();
    for (int i = 1; i < texts.size(); i += 2) {
      identities.add("\"%s\":[{\"id\":\"%s\"}]".formatted(texts.get(i), texts.get(i + 1)));
    }
    return Platform.event(
        arrival,
        "{\"_id\":\"%s\",\"eventType\":\"userAccount.login\",\"timestamp\":\"%s\",\"identityMap\":{%s}}"
            .formatted(texts.get(0), Instant.ofEpochMilli(at), String.join(",", identities)));
  }

  private String run(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(ORACLE.toAbsolutePath().toString());
    command.addAll(List.of(arguments.split(" ")));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("the oracle ends").isTrue();
    assertThat(process.exitValue()).as(Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private static boolean canRun(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
