package io.sojourn.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.app.demo.Findings.AudienceFindings;
import io.sojourn.app.demo.Findings.JourneyFindings;
import io.sojourn.app.demo.Findings.Latency;
import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Qualification.Status;
import io.sojourn.core.output.Rejection;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.output.StepEvent.Kind;
import io.sojourn.schema.Outcome;
import io.sojourn.schema.OutcomeStatus;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TallyTest {
  private static final Identity ADA = new Identity("CRMID", "c-1");
  private static final PersonId ONE = PersonId.parse("00000000-0000-4000-8000-000000000001");
  private static final PersonId TWO = PersonId.parse("00000000-0000-4000-8000-000000000002");

  private final Tally tally = new Tally(Set.of("active", "buyers"), Set.of("welcome"), 1_000);

  @Test
  void countsThePersonsOfTheLastProfileRecords() {
    profile(ONE, "active", "buyers");
    profile(TWO, "active");
    profile(ONE, "active");
    assertThat(tally.findings().persons()).isEqualTo(2);
    assertThat(tally.findings().audiences())
        .isEqualTo(
            Map.of("active", new AudienceFindings(2, 0), "buyers", new AudienceFindings(0, 0)));

    tally.output(new ProfileRecord(5, TWO, List.of(), Map.of(), List.of(), ""), 5);
    assertThat(tally.findings().persons()).isEqualTo(1);
    assertThat(tally.findings().audiences()).containsEntry("active", new AudienceFindings(1, 0));
  }

  @Test
  void countsHowOftenAudiencesAreEntered() {
    for (Status status : Status.values()) {
      tally.output(new Qualification(1, ONE, ADA, "active", status, "event", "v"), 1);
    }
    assertThat(tally.findings().audiences()).containsEntry("active", new AudienceFindings(0, 1));
  }

  @Test
  void countsInstancesOnceHoweverOftenTheyAreSaid() {
    for (int i = 0; i < 2; i++) {
      step("a", "", Kind.ENTERED, "event");
      step("a", "greet", Kind.REFUSED, "no_consent");
      step("a", "done", Kind.ENDED, "welcomed");
    }
    step("b", "", Kind.ENTERED, "event");
    step("b", "greet", Kind.EXITED, "timeout");
    step("", "", Kind.DISCARDED, "stale");
    assertThat(tally.findings().journeys())
        .isEqualTo(Map.of("welcome", new JourneyFindings(2, 1, 1, Map.of("no_consent", 1))));
  }

  @Test
  void measuresCommandsThatWaitForNothingAfterTheWarmUp() {
    command("w0", "welcome", 999, 99_999);
    for (int i = 1; i <= 100; i++) {
      command("w" + i, "welcome", 1_000, 1_000 + i);
    }
    command("w100", "welcome", 1_000, 50_000);
    command("x", "abandoned-cart", 1_000, 9_000);

    Findings findings = tally.findings();
    assertThat(findings.latency()).isEqualTo(new Latency(100, 50, 99));
    assertThat(findings.commandRepeats()).isEqualTo(1);
    assertThat(findings.commands()).isEqualTo(Map.of("t-welcome", 101, "t-abandoned-cart", 1));
  }

  @Test
  void measuresNothingWithoutCommands() {
    assertThat(tally.findings().latency()).isEqualTo(new Latency(0, 0, 0));
  }

  @Test
  void countsOutcomesAndRejections() {
    outcome("1", OutcomeStatus.SENT, "SENT");
    outcome("1", OutcomeStatus.SENT, "SENT");
    outcome("2", OutcomeStatus.FAILED, "SMTP_550");
    Problem problem = new Problem(ProblemCode.IDENTITY_MISSING, "", "nothing");
    tally.output(Rejection.of(1, problem, "events-0", 1, new byte[0]), 1);
    tally.events(7);

    Findings findings = tally.findings();
    assertThat(findings.sent()).isEqualTo(1);
    assertThat(findings.failed()).isEqualTo(Map.of("SMTP_550", 1));
    assertThat(findings.rejections()).isEqualTo(Map.of("IDENTITY_MISSING", 1));
    assertThat(findings.events()).isEqualTo(7);
  }

  private void profile(PersonId person, String... audiences) {
    tally.output(
        new ProfileRecord(1, person, List.of(ADA), Map.of(), Arrays.asList(audiences), "v"), 1);
  }

  private void step(String instance, String step, Kind kind, String cause) {
    tally.output(new StepEvent(1, ONE, ADA, "welcome", 1, instance, step, kind, cause, "v"), 1);
  }

  private void command(String id, String journey, long at, long loggedAt) {
    tally.output(
        new Command(
            at,
            id,
            ONE,
            ADA,
            journey,
            1,
            "i",
            "s",
            "email",
            "t-" + journey,
            "marketing",
            "ada@example.com",
            Map.of(),
            "v"),
        loggedAt);
  }

  private void outcome(String id, OutcomeStatus status, String code) {
    tally.outcome(
        new Outcome("prod", Instant.EPOCH, id, "welcome", "i", "s", "email", status, code, 1));
  }
}
