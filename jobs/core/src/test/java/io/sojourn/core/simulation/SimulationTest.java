package io.sojourn.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder;
import io.sojourn.core.identity.EventRate;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.person.TestWorkspace;
import io.sojourn.core.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SimulationTest {
  private static final byte[] SECRET = "sixteen bytes at least".getBytes(StandardCharsets.UTF_8);
  private static final Workspace WORKSPACE =
      TestWorkspace.empty()
          .audience("seen", "n: {event: view, count: true, within: 30s}", "n >= 2")
          .journey(
              "cart",
              """
              entry: {event: cart, again: always}
              exit: [{event: buy}]
              start: settle
              steps:
                settle: {wait: 10s, next: done}
                done: {end: done}
              """)
          .compile();

  private final List<Output> outputs = new ArrayList<>();
  private final Simulation simulation =
      new Simulation("test", SECRET, WORKSPACE, new Words(), outputs::add);

  /** Records of four words: id, type, event time in seconds, identities with commas between. */
  private static final class Words implements EventDecoder {
    @Override
    public Decoded decode(
        byte[] payload,
        @Nullable String format,
        long receivedAt,
        Namespaces namespaces,
        Schema schema) {
      String[] words = new String(payload, StandardCharsets.UTF_8).split(" ");
      if (words.length != 4) {
        return new Decoded.Rejected(
            new Problem(ProblemCode.EVENT_MALFORMED_JSON, "", "no four words"));
      }
      List<Identity> identities = new ArrayList<>();
      for (String text : words[3].split(",")) {
        identities.add(new Identity(text.split(":")[0], text.split(":")[1]));
      }
      return new Decoded.Accepted(
          new Event(
              words[0],
              Event.Kind.EXPERIENCE,
              words[1],
              Long.parseLong(words[2]) * 1000,
              identities,
              Map.of()),
          0);
    }
  }

  private void accept(long at, String record) {
    simulation.accept(record.getBytes(StandardCharsets.UTF_8), null, at * 1000, "file", at);
  }

  private List<String> qualifications() {
    return outputs.stream()
        .filter(Qualification.class::isInstance)
        .map(Qualification.class::cast)
        .map(q -> q.at() / 1000 + " " + q.status() + " " + q.identity().text())
        .toList();
  }

  private static List<String> randomRecords(long seed) {
    Random random = new Random(seed);
    List<String> records = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      if (i > 0 && random.nextInt(8) == 0) {
        records.add(records.get(random.nextInt(records.size())));
      } else if (random.nextInt(20) == 0) {
        records.add("broken");
      } else {
        String cookie = "ECID:c" + random.nextInt(30);
        String both = "CRMID:p" + random.nextInt(10) + "," + cookie;
        records.add(
            "e%d %s %d %s"
                .formatted(
                    i,
                    List.of("view", "cart", "buy").get(random.nextInt(3)),
                    1_000 + i - random.nextInt(20),
                    random.nextInt(3) == 0 ? both : cookie));
      }
    }
    return records;
  }

  private List<Output> run(List<String> records) {
    List<Output> result = new ArrayList<>();
    Simulation run = new Simulation("test", SECRET, WORKSPACE, new Words(), result::add);
    for (int i = 0; i < records.size(); i++) {
      run.accept(
          records.get(i).getBytes(StandardCharsets.UTF_8),
          null,
          1_000_000L + i * 1_000L,
          "file",
          i);
    }
    run.settle(5_000_000);
    return result;
  }

  @Test
  void anIdentityIsHeldToItsRate() {
    for (int i = 0; i <= EventRate.BURST; i++) {
      accept(1, "e" + i + " view 1 ECID:wild");
    }
    accept(1, "other view 1 ECID:calm");
    assertThat(outputs.stream().filter(Rejection.class::isInstance).map(Rejection.class::cast))
        .extracting(rejection -> rejection.problem().code(), Rejection::offset)
        .containsExactly(tuple(ProblemCode.IDENTITY_TOO_BUSY, 1L));
  }

  @Test
  void theSameRecordsGiveTheSameOutputs() {
    for (long seed = 0; seed < 5; seed++) {
      List<Output> first = run(randomRecords(seed));
      List<Output> second = run(randomRecords(seed));
      assertThat(second)
          .as("seed %d", seed)
          .usingRecursiveFieldByFieldElementComparator() // rejections hold bytes
          .isEqualTo(first);
      assertThat(first.stream().map(Object::getClass).distinct()).hasSizeGreaterThanOrEqualTo(4);
    }
  }

  @Test
  void everyRecordIsProcessedOrRejectedOrSeenBefore() {
    List<String> records = randomRecords(11);
    List<Output> result = run(records);
    long broken = records.stream().filter("broken"::equals).count();
    long carts = records.stream().distinct().filter(r -> r.contains(" cart ")).count();

    assertThat(result.stream().filter(Rejection.class::isInstance)).hasSize((int) broken);
    // every cart that is no duplicate tells that it entered or why it did not
    assertThat(
            result.stream()
                .filter(StepEvent.class::isInstance)
                .map(StepEvent.class::cast)
                .filter(
                    s ->
                        s.event() == StepEvent.Kind.ENTERED
                            || s.event() == StepEvent.Kind.DISCARDED))
        .hasSize((int) carts);
  }

  @Test
  void aRejectionNamesItsPlaceAndKeepsThePayload() {
    accept(100, "broken");
    Rejection rejection = (Rejection) outputs.get(0);
    assertThat(rejection.source()).isEqualTo("file");
    assertThat(rejection.offset()).isEqualTo(100);
    assertThat(rejection.payload()).asString(StandardCharsets.UTF_8).isEqualTo("broken");
    assertThat(rejection.problem().code()).isEqualTo(ProblemCode.EVENT_MALFORMED_JSON);
  }

  @Test
  void aDuplicateChangesNothing() {
    accept(100, "same view 100 ECID:c");
    accept(101, "same view 100 ECID:c");
    assertThat(qualifications()).isEmpty();
    accept(102, "other view 102 ECID:c");
    assertThat(qualifications()).containsExactly("102 ENTERED ECID:c");
  }

  @Test
  void anOutOfOrderEventCountsInItsWindow() {
    accept(100, "1 view 100 ECID:c");
    accept(110, "2 view 95 ECID:c");
    simulation.settle(1_000_000);
    assertThat(qualifications()).containsExactly("110 ENTERED ECID:c", "125 EXITED ECID:c");
  }

  @Test
  void whoLogsInTakesTheAnonymousHistoryAlong() {
    accept(100, "1 view 100 ECID:c");
    accept(101, "2 view 101 CRMID:ada");
    accept(102, "3 cart 102 CRMID:ada,ECID:c");
    assertThat(qualifications()).containsExactly("102 ENTERED CRMID:ada");
    assertThat(outputs.stream().filter(Assignment.class::isInstance)).hasSize(2);
  }

  @Test
  void settlesWhatIsDueUntilThenAndNothingLater() {
    accept(100, "1 cart 100 ECID:c");
    int before = outputs.size();
    simulation.settle(109_999);
    assertThat(outputs).hasSize(before);
    simulation.settle(110_000);
    assertThat(outputs).hasSizeGreaterThan(before);
    assertThat(outputs.get(before).at()).isEqualTo(110_000);
    assertThat(simulation.now()).isEqualTo(110_000);
  }
}
