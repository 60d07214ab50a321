package io.sojourn.bench;

import java.time.Duration;
import org.apache.flink.api.common.JobID;

/** Lets a job work off its preloaded topic, and measures. */
final class Drain {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long POLL_MILLIS = 50;
  private static final long LOOK_AFTER_NANOS = Duration.ofSeconds(2).toNanos();

  private final FlinkCluster flink;
  private final KafkaBroker broker;
  private final Progress progress;

  Drain(FlinkCluster flink, KafkaBroker broker, Progress progress) {
    this.flink = flink;
    this.broker = broker;
    this.progress = progress;
  }

  /** How many of so many events are worked off before measuring begins. */
  static long measuredFrom(long events) {
    return events / 5;
  }

  private record Moment(long done, long nanos, CpuTime cpu) {}

  /**
   * Runs a job from the first to the last of so many events.
   *
   * @throws BenchFailure if the job fails, stalls, or gives other outputs than it must
   */
  Run run(Workload workload, long events) throws Exception {
    workload.reset();
    JobID job = flink.submit(workload.title(), workload::build);
    try {
      Moment began = await(workload, job, measuredFrom(events), events);
      Moment ended = await(workload, job, events, events);
      long checkpoints = flink.checkpoints(job);
      Counts counts = workload.check(job.toHexString(), events);
      return measured(events, began, ended, checkpoints, counts);
    } finally {
      flink.cancel(job);
    }
  }

  private Moment await(Workload workload, JobID job, long target, long events) throws Exception {
    long last = -1;
    long since = System.nanoTime();
    long lookedAfter = since;
    while (true) {
      long done = workload.done(job.toHexString());
      long now = System.nanoTime();
      if (done >= target) {
        return new Moment(done, now, CpuTime.now(broker));
      }
      if (done != last) {
        last = done;
        since = now;
      } else if (now - since > PATIENCE.toNanos()) {
        throw new BenchFailure("(%s) stands at %,d events".formatted(workload.letter(), done));
      }
      if (now - lookedAfter > LOOK_AFTER_NANOS) {
        lookedAfter = now;
        flink.requireAlive(job);
      }
      progress.show("(%s) %,d of %,d events".formatted(workload.letter(), done, events));
      Thread.sleep(POLL_MILLIS);
    }
  }

  private static Run measured(
      long events, Moment began, Moment ended, long checkpoints, Counts counts) {
    double seconds = (ended.nanos() - began.nanos()) / 1e9;
    long measured = ended.done() - began.done();
    CpuTime cpu = ended.cpu().since(began.cpu());
    double own = cpu.own().toNanos() / 1e9;
    double all = cpu.all().toNanos() / 1e9;
    int processors = Runtime.getRuntime().availableProcessors();
    double foreign = Math.max(0, all - own) / (seconds * processors);
    return new Run(events, measured, seconds, checkpoints, own * 1e6 / measured, foreign, counts);
  }
}
