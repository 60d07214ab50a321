package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.cli.Console;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes the platform down. */
final class Shutdown {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration STARTING = Duration.ofSeconds(30);

  private final Layout layout;
  private final Processes processes;
  private final FlinkRest flink;
  private final WantedJobs wanted;
  private final Console console;

  Shutdown(
      Layout layout, Processes processes, FlinkRest flink, WantedJobs wanted, Console console) {
    this.layout = layout;
    this.processes = processes;
    this.flink = flink;
    this.wanted = wanted;
    this.console = console;
  }

  /**
   * Stops all processes, the supervisor first.
   *
   * @param saving whether jobs are stopped with a savepoint before, and processes may end what they
   *     do; else they are killed
   */
  void run(boolean saving) throws Exception {
    Map<Role, ProcessHandle> running = processes.running();
    if (running.isEmpty()) {
      console.note("Nothing runs.");
      return;
    }
    ProcessHandle supervisor = running.get(Role.SUPERVISOR);
    if (supervisor != null) {
      Processes.end(List.of(supervisor), 5);
    }
    if (saving) {
      wanted.exclusively(
          () -> {
            stopJobs();
            return true;
          });
    }
    console.during("Stopping the processes", () -> stopProcesses(saving));
  }

  private void stopJobs() throws Exception {
    List<JobStatus> jobs;
    try {
      jobs = flink.jobs();
    } catch (IOException e) {
      if (!wanted.all().isEmpty()) {
        console.note(
            "The JobManager does not answer: no savepoint; the next up goes on from the newest"
                + " checkpoint.");
      }
      return;
    }
    for (JobStatus job : jobs) {
      if (!job.hasEnded()) {
        stop(job);
      }
    }
  }

  private void stop(JobStatus job) throws Exception {
    try {
      console.during(
          "Stopping %s with a savepoint".formatted(job.name()),
          () -> {
            // A job that is just being resumed cannot be asked for a savepoint.
            Polling.until(STARTING, () -> isRunningOrEnded(job.id()));
            String request = flink.stop(job.id(), layout.savepoints().resolve(job.name()));
            List<String> written = new ArrayList<>();
            boolean done =
                Polling.until(
                    PATIENCE,
                    () -> {
                      Optional<String> savepoint = flink.savepoint(job.id(), request);
                      savepoint.ifPresent(written::add);
                      return savepoint.isPresent();
                    });
            if (!done) {
              throw new IOException("no savepoint in %d s".formatted(PATIENCE.toSeconds()));
            }
            return written;
          });
    } catch (IOException e) {
      console.note(
          "%s: %s; the next up goes on from the newest checkpoint."
              .formatted(job.name(), e.getMessage()));
    }
    // The job has ended, and is wanted all the same.
    Optional<WantedJob> found = wanted.find(job.name());
    if (found.isPresent()) {
      wanted.put(found.get().withJobId(""));
    }
  }

  private boolean isRunningOrEnded(String jobId) throws IOException, InterruptedException {
    return flink.jobs().stream()
        .filter(job -> job.id().equals(jobId))
        .allMatch(job -> job.isRunning() || job.hasEnded());
  }

  private boolean stopProcesses(boolean gently) throws Exception {
    if (gently) {
      endProcesses();
    }
    // A supervisor that was starting a process while it was ended may have left one.
    boolean gone =
        Polling.until(
            Duration.ofSeconds(20),
            () -> {
              Map<Role, ProcessHandle> left = processes.running();
              Processes.kill(left.values());
              return left.isEmpty();
            });
    if (!gone) {
      throw new CommandFailure("these processes do not end: " + processes.running());
    }
    return true;
  }

  /** Whoever writes goes before whoever is written to. */
  private void endProcesses() throws Exception {
    Map<Role, ProcessHandle> running = processes.running();
    Collection<ProcessHandle> flinkProcesses = new ArrayList<>();
    Collection<ProcessHandle> others = new ArrayList<>();
    running.forEach(
        (role, process) ->
            (role == Role.BROKER || role == Role.INBOX ? others : flinkProcesses).add(process));
    Processes.end(flinkProcesses, 15);
    Processes.end(others, 20);
  }
}
