package io.sojourn.app.local;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarFile;

/**
 * The process that keeps the others alive. It may itself be killed at any moment: it keeps nothing
 * that it does not find again, and what it has started runs on.
 */
public final class Supervisor {
  private final Layout layout;
  private final Journal journal;
  private String lastFailure = "";

  private Supervisor(Layout layout, Journal journal) {
    this.layout = layout;
    this.journal = journal;
  }

  public static void main(String[] args) throws Exception {
    Layout layout = Layout.of(Layout.projectRoot(), System.getenv());
    Journal journal = new Journal(layout.log(Role.SUPERVISOR), Clock.systemUTC());
    Optional<Boolean> done =
        new Guard(layout.run().resolve("supervisor.lock"))
            .ifFree(() -> new Supervisor(layout, journal).supervise());
    if (done.isEmpty()) {
      journal.note("another supervisor is at work; this one leaves");
    }
  }

  /** The roles that a platform of this jar has, without the supervisor. */
  static List<Role> roles(Path jar) throws IOException {
    List<Role> roles = new ArrayList<>(List.of(Role.BROKER, Role.JOBMANAGER));
    roles.addAll(Role.TASKMANAGERS);
    try (JarFile classes = new JarFile(jar.toFile())) {
      if (classes.getEntry(CommandLines.inboxEntry()) != null) {
        roles.add(Role.INBOX);
      }
    }
    return roles;
  }

  private boolean supervise() throws IOException, ExecutionException, InterruptedException {
    journal.note("supervisor started, pid " + ProcessHandle.current().pid());
    Path jar = Path.of(System.getProperty("java.class.path"));
    Clock clock = Clock.systemUTC();
    FlinkRest flink = new FlinkRest(URI.create("http://" + layout.address(Port.WEB)));
    WantedJobs wanted = new WantedJobs(layout);
    Submissions submissions = new Submissions(layout, flink, wanted);
    JobSupervision jobs = new JobSupervision(flink, wanted, submissions, journal, clock);
    ProcessSupervision processes =
        new ProcessSupervision(
            new Processes(layout), new CommandLines(layout, jar), roles(jar), journal, clock);
    processes.adopt();
    // Two threads: a submission takes seconds, and meanwhile processes must not stay dead.
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(2);
    List<Future<?>> checks =
        List.of(
            threads.scheduleWithFixedDelay(
                () -> attempt(processes::check), 0, 500, TimeUnit.MILLISECONDS),
            threads.scheduleWithFixedDelay(() -> attempt(jobs::check), 1, 1, TimeUnit.SECONDS));
    for (Future<?> check : checks) {
      check.get();
    }
    return true;
  }

  private interface Check {
    void run() throws Exception;
  }

  /** Checks, and lets no failure end the supervision; the same failure is told once in a row. */
  private void attempt(Check check) {
    try {
      check.run();
    } catch (ConnectException e) {
      // The JobManager is starting; the process check sees to it.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      tell(e.toString());
    }
  }

  private synchronized void tell(String failure) {
    if (!failure.equals(lastFailure)) {
      journal.note("failed, and tries again: " + failure);
      lastFailure = failure;
    }
  }
}
