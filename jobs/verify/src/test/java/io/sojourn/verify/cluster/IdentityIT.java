package io.sojourn.verify.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.support.Uids;
import io.sojourn.core.definition.SourceFile;
import io.sojourn.core.profile.Fragment;
import io.sojourn.flink.person.StoredPerson;
import io.sojourn.flink.support.KeyTypes;
import io.sojourn.flink.support.KeyedBytes;
import io.sojourn.schema.Topic;
import io.sojourn.verify.IdentityOracle;
import io.sojourn.verify.Progress;
import io.sojourn.verify.SavedValues;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Shared devices, late events, rules that change half-way and three lost TaskManagers on a real
 * cluster: in the end persons are those of the {@link IdentityOracle}.
 */
@SuppressWarnings("try") // closing runs a command, which may be interrupted
class IdentityIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration SILENCE = Duration.ofSeconds(30);

  /**
   * How long the traffic lasts, seconds: long enough for a checkpoint between two losses. Large
   * traffic needs longer, {@code -Doracle.seconds=300}.
   */
  private static final int SECONDS = Integer.getInteger("oracle.seconds", 140);

  /** Whether it begins under other rules, which change half-way; {@code -Doracle.change=false}. */
  private static final boolean CHANGE =
      Boolean.parseBoolean(System.getProperty("oracle.change", "true"));

  @Test
  void everyIdentityEndsAtTheRightPerson() throws Exception {
    try (Sojourn sojourn = new Sojourn("identity")) {
      IdentityOracle oracle = new IdentityOracle(sojourn.folder(), true);
      List<IdentityOracle.Line> traffic = oracle.traffic();
      Path file = sojourn.folder().resolve("traffic.jsonl");
      Files.writeString(
          file, traffic.stream().map(line -> line.json() + "\n").collect(Collectors.joining()));
      sojourn.run("up");
      apply(sojourn, CHANGE ? oracle.formerNamespaces() : oracle.namespaces());
      sojourn.run(
          "submit",
          "--job=engagement",
          "--parallelism=4",
          "--identity-refresh=PT10S",
          "--identity-granularity=PT0S");
      Wire wire = new Wire(sojourn.options());
      try (Progress progress = Progress.ofEngagement(sojourn.options())) {
        Path out = sojourn.folder().resolve("send.out");
        String rate = traffic.size() / SECONDS + 1 + "/s";
        Process sender = sojourn.start(out, "send", "--rate", rate, file.toString());
        long readBefore = 0;
        for (int quarter = 1; quarter <= 3; quarter++) {
          long due = (long) traffic.size() * quarter / 4;
          long before = readBefore;
          Awaitility.await()
              .atMost(PATIENCE)
              .until(
                  () ->
                      progress.written(Topic.EVENTS) >= due
                          && progress.read(Topic.EVENTS) > before
                          && progress.waiting(Topic.IDENTITY_CONTROL) > 0);
          if (CHANGE && quarter == 2) {
            apply(sojourn, oracle.namespaces());
          }
          sojourn.kill("taskmanager-" + (1 + quarter % 2));
          readBefore = progress.read(Topic.EVENTS);
          System.out.printf(
              "IdentityIT: TaskManager killed after %d of %d events, with %d control messages"
                  + " since the checkpoint%n",
              progress.written(Topic.EVENTS),
              traffic.size(),
              progress.waiting(Topic.IDENTITY_CONTROL));
        }
        Sojourn.Ran ran = sojourn.finished(sender, out);
        assertThat(ran.exit()).as(ran.toString()).isZero();
        assertThat(readBefore).as("read before the last loss").isLessThan(traffic.size());
        Awaitility.await().atMost(PATIENCE).until(sojourn::allUp);
        Awaitility.await().atMost(PATIENCE).during(SILENCE).until(progress::atEnds);
      }
      assertThat(wire.records(Topic.REJECTIONS)).isEmpty();
      oracle.agreesWith(wire.assignments());
      sojourn.run("down");
      holdsEachEventOnce(sojourn.savepoint("engagement"), traffic.size());
    }
  }

  /** Whatever moved, and how often, each event is in one fragment of one person. */
  private static void holdsEachEventOnce(String savepoint, long events) throws Exception {
    long held =
        SavedValues.of(savepoint, Uids.ADVANCE_PERSON, KeyTypes.PERSON, StoredPerson.DESCRIPTOR)
            .stream()
            .flatMap(person -> StoredPerson.profile(person).fragments().values().stream())
            .mapToLong(Fragment::rememberedEvents)
            .sum();
    assertThat(held).as("events that persons hold").isEqualTo(events);
    for (String state : List.of("node", "cluster")) {
      System.out.println(
          "IdentityIT: bytes of state "
              + state
              + ": "
              + SavedValues.of(
                      savepoint,
                      Uids.STITCH_IDENTITIES,
                      KeyTypes.IDENTITY,
                      KeyedBytes.descriptor(state))
                  .stream()
                  .mapToLong(value -> value.length)
                  .summaryStatistics());
    }
  }

  private static void apply(Sojourn sojourn, SourceFile namespaces) throws Exception {
    Path folder = Files.createDirectories(sojourn.folder().resolve("workspace"));
    Files.writeString(folder.resolve(namespaces.path()), namespaces.text());
    sojourn.run("apply", folder.toString());
  }
}
