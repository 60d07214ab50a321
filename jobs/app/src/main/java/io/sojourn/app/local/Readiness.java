package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Waits until processes and jobs do their work, and says why if they never will. */
final class Readiness {
  private static final Duration PATIENCE = Duration.ofMinutes(5);

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

  /** Listing processes costs more than asking one of them. */
  private static final long LOOK_NANOS = 1_000_000_000L;

  private long nextLook = System.nanoTime();

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
    if (System.nanoTime() < nextLook) {
      return;
    }
    nextLook = System.nanoTime() + LOOK_NANOS;
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
   * @param chances how many runs of the job may fail; somebody starts it again after each
   */
  static JobStatus job(FlinkRest flink, String name, int chances) throws Exception {
    Set<String> failed = new HashSet<>();
    AtomicReference<@Nullable JobStatus> last = new AtomicReference<>();
    boolean runs =
        Polling.until(
            PATIENCE,
            () -> {
              JobStatus found = newest(flink, name).orElse(null);
              last.set(found);
              if (found != null && found.hasEnded()) {
                failed.add(found.id());
              }
              return failed.size() > chances || (found != null && found.isRunning());
            });
    JobStatus found = last.get();
    if (found == null) {
      throw new CommandFailure("%s did not start".formatted(name));
    }
    if (!runs || !found.isRunning()) {
      String reason = flink.lastFailure(found.id());
      throw new CommandFailure(
          "%s is %s instead of RUNNING%s"
              .formatted(name, found.state(), reason.isEmpty() ? "" : ": " + reason));
    }
    return found;
  }

  /** The run that has not ended, else the one that ended last; empty while nobody answers. */
  private static Optional<JobStatus> newest(FlinkRest flink, String name)
      throws InterruptedException {
    try {
      return flink.jobs().stream()
          .filter(job -> job.name().equals(name))
          .max(
              Comparator.comparing((JobStatus job) -> !job.hasEnded())
                  .thenComparing(JobStatus::since));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
