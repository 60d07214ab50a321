package io.sojourn.app.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WantedJobsTest {
  private static final WantedJob ENGAGEMENT =
      new WantedJob(
          "engagement",
          "x.EngagementJob",
          2,
          List.of("--kafka", "sasl.jaas.config=a b=\"c\";", "--clock", "event"),
          Path.of("/jars/a.jar"),
          "id-1");

  @Test
  void outliveTheProcess(@TempDir Path home) throws Exception {
    Layout layout = Layout.of(Path.of("/p"), Map.of("SOJOURN_HOME", home.toString()));
    new WantedJobs(layout).put(ENGAGEMENT);

    assertThat(new WantedJobs(layout).all()).containsExactly(ENGAGEMENT);

    new WantedJobs(layout).put(ENGAGEMENT.withJobId("id-2"));
    assertThat(new WantedJobs(layout).find("engagement").map(WantedJob::jobId)).contains("id-2");

    new WantedJobs(layout).remove("engagement");
    assertThat(new WantedJobs(layout).all()).isEmpty();
  }

  @Test
  void nobodyWorksBesideSomebody(@TempDir Path home) throws Exception {
    WantedJobs jobs =
        new WantedJobs(Layout.of(Path.of("/p"), Map.of("SOJOURN_HOME", home.toString())));

    assertThat(jobs.<Boolean>exclusively(() -> jobs.ifFree(() -> true).isPresent())).isFalse();
    assertThat(jobs.ifFree(() -> true)).contains(true);
  }

  @Test
  void areJudgedByWhatTheClusterRemembers() {
    assertThat(Verdict.of(ENGAGEMENT, List.of())).isEqualTo(Verdict.RESUBMIT);
    assertThat(Verdict.of(ENGAGEMENT, List.of(job("id-1", "RUNNING")))).isEqualTo(Verdict.LEAVE);
    assertThat(Verdict.of(ENGAGEMENT, List.of(job("id-1", "RESTARTING")))).isEqualTo(Verdict.LEAVE);
    assertThat(Verdict.of(ENGAGEMENT, List.of(job("id-1", "FAILED")))).isEqualTo(Verdict.RESUBMIT);
    assertThat(Verdict.of(ENGAGEMENT, List.of(job("id-1", "CANCELED"))))
        .isEqualTo(Verdict.NO_LONGER_WANTED);
    assertThat(Verdict.of(ENGAGEMENT, List.of(job("id-1", "FINISHED"))))
        .isEqualTo(Verdict.NO_LONGER_WANTED);
  }

  @Test
  void anEarlierRunThatWasStoppedSaysNothing() {
    assertThat(Verdict.of(ENGAGEMENT, List.of(job("id-0", "CANCELED"))))
        .isEqualTo(Verdict.RESUBMIT);
    assertThat(Verdict.of(ENGAGEMENT, List.of(job("id-1", "CANCELED"), job("id-2", "CREATED"))))
        .isEqualTo(Verdict.LEAVE);
    assertThat(Verdict.of(ENGAGEMENT.withJobId(""), List.of(job("id-1", "FINISHED"))))
        .isEqualTo(Verdict.RESUBMIT);
  }

  private static JobStatus job(String id, String state) {
    return new JobStatus("engagement", id, state, Instant.EPOCH, 4, 4, null);
  }
}
