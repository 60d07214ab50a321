package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Waits until processes and jobs do their work, and says why if they never will. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** A process that was seen under so many pids does not come up. */
  private static final int TOO_MANY_LIVES = 4;

  private final Layout layout;
  private final Processes processes;
  private final FlinkRest flink;
  private final Map<Role, List<Long>> lives = new EnumMap<>(Role.class);

  Readiness(Layout layout, Processes processes, FlinkRest flink) {
    this.layout = layout;
    this.processes = processes;
    this.flink = flink;
  }

  /** Waits for the broker to serve. */
  boolean broker() throws Exception {
    await(Role.BROKER, () -> accepts(Port.KAFKA) && TopicCounts.isServing(layout));
    return true;
  }

  /** Waits for the JobManager with all TaskManagers. */
  boolean cluster() throws Exception {
    await(Role.JOBMANAGER, () -> flink.taskManagers() >= Role.TASKMANAGERS.size());
    return true;
  }

  /** Waits for both ports of the inbox. */
  boolean inbox() throws Exception {
    await(Role.INBOX, () -> accepts(Port.SMTP) && accepts(Port.INBOX));
    return true;
  }

  private interface Question {
    boolean ask() throws IOException, InterruptedException;
  }

  private void await(Role role, Question question) throws Exception {
    boolean ready =
        Polling.until(
            PATIENCE,
            () -> {
              watchLives();
              try {
                return question.ask();
              } catch (IOException e) {
                return false;
              }
            });
    if (!ready) {
      throw failure(role, "is not ready after %d s".formatted(PATIENCE.toSeconds()));
    }
  }

  private void watchLives() {
    processes
        .running()
        .forEach(
            (role, process) -> {
              List<Long> pids = lives.computeIfAbsent(role, any -> new ArrayList<>());
              if (!pids.contains(process.pid())) {
                pids.add(process.pid());
              }
              if (pids.size() >= TOO_MANY_LIVES) {
                throw failure(role, "ends again and again");
              }
            });
  }

  private CommandFailure failure(Role role, String what) {
    return new CommandFailure(
        "%s %s; see %s and the .out file beside it"
            .formatted(role.title(), what, layout.log(role)));
  }

  private boolean accepts(Port port) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), layout.port(port)), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Waits until every task of a job runs.
   *
   * @param mayFail whether a failed job is started again by somebody
   */
  static JobStatus job(FlinkRest flink, String name, boolean mayFail) throws Exception {
    List<JobStatus> last = new ArrayList<>();
    boolean runs =
        Polling.until(
            PATIENCE,
            () -> {
              Optional<JobStatus> found = newest(flink, name);
              found.ifPresent(last::add);
              if (!mayFail && found.filter(JobStatus::hasEnded).isPresent()) {
                throw new CommandFailure(ended(flink, found.get()));
              }
              return found.filter(JobStatus::isRunning).isPresent();
            });
    if (!runs) {
      throw new CommandFailure(
          last.isEmpty()
              ? "%s did not start within %d s".formatted(name, PATIENCE.toSeconds())
              : ended(flink, last.get(last.size() - 1)));
    }
    return last.get(last.size() - 1);
  }

  private static Optional<JobStatus> newest(FlinkRest flink, String name)
      throws InterruptedException {
    try {
      return flink.jobs().stream()
          .filter(job -> job.name().equals(name))
          .max(java.util.Comparator.comparing(job -> job.since()));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String ended(FlinkRest flink, JobStatus job)
      throws IOException, InterruptedException {
    String reason = flink.lastFailure(job.id());
    return "%s is %s instead of RUNNING%s"
        .formatted(job.name(), job.state(), reason.isEmpty() ? "" : ": " + reason);
  }
}
