package io.sojourn.app.local;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sees to it that the wanted jobs run: a session cluster forgets its jobs with its JobManager. Not
 * thread-safe.
 */
final class JobSupervision {
  private final FlinkRest flink;
  private final WantedJobs wanted;
  private final Submissions submissions;
  private final Journal journal;
  private final Clock clock;
  private final Map<String, RestartDelay> delays = new HashMap<>();
  private final Map<String, Instant> submitted = new HashMap<>();
  private final Map<String, Instant> due = new HashMap<>();

  JobSupervision(
      FlinkRest flink, WantedJobs wanted, Submissions submissions, Journal journal, Clock clock) {
    this.flink = flink;
    this.wanted = wanted;
    this.submissions = submissions;
    this.journal = journal;
    this.clock = clock;
  }

  /** Submits what is missing, unless somebody else submits or stops jobs at this moment. */
  void check() throws Exception {
    if (wanted.all().isEmpty()) {
      return;
    }
    wanted.ifFree(
        () -> {
          List<JobStatus> jobs = flink.jobs();
          if (flink.taskManagers() > 0) {
            for (WantedJob job : wanted.all()) {
              check(job, jobs);
            }
          }
          return jobs;
        });
  }

  private void check(WantedJob job, List<JobStatus> jobs) throws IOException, InterruptedException {
    switch (Verdict.of(job, jobs)) {
      case LEAVE -> noteId(job, jobs);
      case NO_LONGER_WANTED -> {
        journal.note(job.name() + " was stopped by somebody; it is not started again");
        wanted.remove(job.name());
      }
      case RESUBMIT -> {
        if (!clock.instant().isBefore(due.getOrDefault(job.name(), Instant.MIN))) {
          resubmit(job);
        }
      }
    }
  }

  /** An answer to a submission can get lost while the job has started. */
  private void noteId(WantedJob job, List<JobStatus> jobs) throws IOException {
    for (JobStatus status : jobs) {
      if (status.name().equals(job.name())
          && !status.hasEnded()
          && !status.id().equals(job.jobId())) {
        wanted.put(job.withJobId(status.id()));
      }
    }
  }

  private void resubmit(WantedJob job) throws InterruptedException {
    Instant now = clock.instant();
    Instant before = submitted.put(job.name(), now);
    Duration life = before == null ? Duration.ofDays(1) : Duration.between(before, now);
    Duration delay = delays.computeIfAbsent(job.name(), any -> new RestartDelay()).after(life);
    due.put(job.name(), now.plus(delay));
    try {
      Optional<String> state = submissions.submit(job, null);
      journal.note(
          "%s resubmitted, from %s"
              .formatted(job.name(), state.orElse("no state: it never had any")));
    } catch (IOException e) {
      journal.note("%s could not be resubmitted: %s".formatted(job.name(), e.getMessage()));
    }
  }
}
