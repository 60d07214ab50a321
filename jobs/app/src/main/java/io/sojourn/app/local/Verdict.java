package io.sojourn.app.local;

import java.util.List;

/** What is to be done about a job that should run. */
enum Verdict {
  /** It runs, or is on its way. */
  LEAVE,
  /** The cluster has forgotten or lost it. */
  RESUBMIT,
  /** Somebody has stopped it on purpose, outside of this command line. */
  NO_LONGER_WANTED;

  /**
   * Judges by what the cluster remembers.
   *
   * @param jobs every job the cluster knows, also those that have ended
   */
  static Verdict of(WantedJob wanted, List<JobStatus> jobs) {
    boolean active =
        jobs.stream().anyMatch(job -> job.name().equals(wanted.name()) && !job.hasEnded());
    if (active) {
      return LEAVE;
    }
    boolean stopped =
        jobs.stream()
            .filter(job -> job.id().equals(wanted.jobId()))
            .anyMatch(job -> job.state().equals("CANCELED") || job.state().equals("FINISHED"));
    return stopped ? NO_LONGER_WANTED : RESUBMIT;
  }
}
