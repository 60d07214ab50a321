package io.sojourn.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.output.Assignment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An independent program, written from the documentation by somebody else, that makes traffic and
 * says which identities are one person in the end. Tests that need it are skipped where it or
 * Python is not there. {@code -Doracle.persons=60000} makes the traffic large, {@code
 * -Doracle.seed} another one.
 */
public final class IdentityOracle {
  private static final Path PROGRAM = Path.of("../../../shared/tools/identity_oracle.py");
  private static final int PERSONS = Integer.getInteger("oracle.persons", 2_000);
  private static final int SEED = Integer.getInteger("oracle.seed", 7);

  /**
   * The namespaces of the program, in the order of their priority; its first device is number 0.
   */
  private static final String NAMESPACES =
      """
      namespaces:
        - {name: CRMID, type: person, unique: %1$s}
        - {name: Email, type: person, unique: %2$s}
        - {name: Phone, type: person}
        - {name: loginID, type: person}
        - {name: IDFA, type: device}
        - {name: ECID, type: cookie, unblocked: ["%3$s"]}
      """;

  private final Path folder;
  private final boolean rules;
  private final Map<String, String> alone = new LinkedHashMap<>();

  /** An event of its traffic: when it reaches the log, and what it says. */
  public record Line(long arrival, String json) {}

  /**
   * @param folder for its files
   * @param rules whether there are linking rules, shared devices and events that come late
   */
  public IdentityOracle(Path folder, boolean rules) throws InterruptedException {
    assumeTrue(Files.isReadable(PROGRAM), "the oracle is beside the project");
    assumeTrue(canRun("python3", "--version"), "Python is installed");
    this.folder = folder;
    this.rules = rules;
  }

  /** What it takes identities for. */
  public SourceFile namespaces() {
    return namespaces(rules, rules);
  }

  /** Other rules, under which more identities are one person. */
  public SourceFile formerNamespaces() {
    return namespaces(rules, false);
  }

  private static SourceFile namespaces(boolean uniqueId, boolean uniqueEmail) {
    return new SourceFile(
        "namespaces.yaml", NAMESPACES.formatted(uniqueId, uniqueEmail, "0".repeat(38)));
  }

  /** Its traffic, in the order of arrival. */
  public List<Line> traffic() throws Exception {
    String kind =
        rules
            ? "--mode facts-lww --shared 0.1 --hot-devices 5 --ooo-fraction 0.1"
            : "--mode plain --shared 0 --hot-devices 0";
    run(
        "gen %s --persons %d --events %d --seed %d --events-out events.jsonl --expected-out expected.jsonl"
            .formatted(kind, PERSONS, 6 * PERSONS, SEED));
    List<Line> events = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("events.jsonl"))) {
      events.add(event(line));
    }
    return events;
  }

  /**
   * What it says of the last word on every identity; whoever was never assigned is a person alone.
   */
  public void agreesWith(Collection<Assignment> assignments) throws Exception {
    Map<String, String> persons = new LinkedHashMap<>(alone);
    assignments.forEach(a -> persons.put(a.identity().text(), a.person().text()));
    List<String> lines = new ArrayList<>();
    persons.forEach(
        (identity, person) ->
            lines.add("{\"identity\": \"%s\", \"personId\": \"%s\"}".formatted(identity, person)));
    Files.write(folder.resolve("actual.jsonl"), lines);
    String verdict = run("check --missing error --expected expected.jsonl --actual actual.jsonl");
    System.out.println("Identity oracle: " + verdict);
    assertThat(verdict)
        .contains(
            "\"missing\": 0",
            "\"mismatched_identities\": 0",
            "\"extra\": 0",
            "\"pair_recall\": 1.0");
  }

  private Line event(String line) throws IOException {
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
    return event(texts, times.getOrDefault("ts", 0L), times.getOrDefault("arrival", 0L));
  }

  /** The texts of a line are the event's id, then namespace and value of each identity. */
  private Line event(List<String> texts, long at, long arrival) {
    List<String> identities = new ArrayList<>();
    for (int i = 1; i < texts.size(); i += 2) {
      String text = texts.get(i) + ":" + texts.get(i + 1);
      alone.put(text, text);
      identities.add("\"%s\":[{\"id\":\"%s\"}]".formatted(texts.get(i), texts.get(i + 1)));
    }
    return new Line(
        arrival,
        "{\"_id\":\"%s\",\"eventType\":\"userAccount.login\",\"timestamp\":\"%s\",\"identityMap\":{%s}}"
            .formatted(texts.get(0), Instant.ofEpochMilli(at), String.join(",", identities)));
  }

  private String run(String arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add("python3");
    command.add(PROGRAM.toAbsolutePath().toString());
    command.addAll(List.of(arguments.split(" ")));
    Path output = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("the oracle ends").isTrue();
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
