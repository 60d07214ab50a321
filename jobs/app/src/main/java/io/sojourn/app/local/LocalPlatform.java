package io.sojourn.app.local;

import static java.util.Objects.requireNonNull;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.cli.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** The broker, the cluster and the inbox on this machine. */
public final class LocalPlatform {
  /** Enough for every job to run twice on one TaskManager. */
  private static final int PARALLELISM = 2;

  private final Layout layout;
  private final Console console;
  private final Processes processes;
  private final FlinkRest flink;
  private final WantedJobs wanted;

  LocalPlatform(Layout layout, Console console) {
    this.layout = layout;
    this.console = console;
    this.processes = new Processes(layout);
    this.flink = new FlinkRest(URI.create("http://" + layout.address(Port.WEB)));
    this.wanted = new WantedJobs(layout);
  }

  /**
   * The platform that the environment describes; see {@code deploy/local/README.md}. One that runs
   * keeps the ports that it was started with.
   */
  public static LocalPlatform fromEnvironment(Console console) {
    Layout layout = Layout.of(Layout.projectRoot(), System.getenv());
    try {
      boolean running = !new Processes(layout).running().isEmpty();
      return new LocalPlatform(running ? Ports.read(layout) : layout, console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts what does not run yet and resumes the jobs that ran; returns when all is ready. */
  public void up() throws Exception {
    Checks.jars(layout);
    Checks.home(layout);
    Checks.disk(layout);
    alone(
        () -> {
          new Startup(layout, processes, flink, wanted, console).run();
          return true;
        });
  }

  /** Stops everything, with a savepoint; {@code wipe} forgets all data. */
  public void down(boolean wipe) throws Exception {
    if (!Files.exists(layout.ownershipMark())) {
      console.note("Nothing runs.");
      return;
    }
    alone(
        () -> {
          new Shutdown(layout, processes, flink, wanted, console).run(!wipe);
          if (wipe) {
            Trees.delete(layout.home());
            console.note("Deleted " + layout.home());
          }
          return true;
        });
  }

  private <T> T alone(Callable<T> work) throws Exception {
    return new Guard(layout.run().resolve("command.lock"))
        .ifFree(work)
        .orElseThrow(() -> new CommandFailure("another up or down is at work on " + layout.home()));
  }

  /**
   * Submits both jobs unless they run already, and waits until they are RUNNING.
   *
   * @param arguments of both jobs beyond {@code --bootstrap}
   */
  public void submit(List<String> arguments) throws Exception {
    submit(List.of(Job.values()), PARALLELISM, arguments, null);
  }

  List<JobStatus> submit(
      List<Job> jobs, int parallelism, List<String> arguments, @Nullable String from)
      throws Exception {
    requireCluster();
    Path jar = Jars.keep(layout);
    List<WantedJob> wishes =
        jobs.stream()
            .map(job -> new WantedJob(job.id(), job.entryClass(), parallelism, arguments, jar, ""))
            .toList();
    // Under the lock until they run: a job that fails at its start is not taken up by anybody.
    return wanted.exclusively(
        () -> {
          for (WantedJob wish : wishes) {
            start(wish, from);
          }
          List<JobStatus> running = new ArrayList<>();
          for (WantedJob wish : wishes) {
            running.add(
                console.during("Waiting for " + wish.name(), () -> awaitRunning(wish.name())));
          }
          return running;
        });
  }

  private void requireCluster() throws InterruptedException {
    try {
      requireNonNull(flink.jobs());
    } catch (IOException e) {
      throw new CommandFailure("no cluster at %s; scripts/sojourn up starts one".formatted(web()));
    }
  }

  private void start(WantedJob wish, @Nullable String from) throws Exception {
    Optional<JobStatus> active = active(wish.name());
    if (active.isPresent()) {
      console.note("%s runs already, as %s".formatted(wish.name(), active.get().id()));
      return;
    }
    // Noted first: whatever happens to this process, the job is not forgotten once it runs.
    wanted.put(wish);
    try {
      console.during(
          "Submitting " + wish.name(),
          () -> new Submissions(layout, flink, wanted).submit(wish, from));
    } catch (FlinkRefusal e) {
      wanted.remove(wish.name());
      throw new CommandFailure("%s was refused: %s".formatted(wish.name(), e.getMessage()), e);
    }
  }

  private JobStatus awaitRunning(String job) throws Exception {
    try {
      return Readiness.job(flink, job, 0);
    } catch (CommandFailure e) {
      if (active(job).isEmpty()) {
        wanted.remove(job);
      }
      throw e;
    }
  }

  private Optional<JobStatus> active(String name) throws IOException, InterruptedException {
    return flink.jobs().stream()
        .filter(job -> job.name().equals(name) && !job.hasEnded())
        .findFirst();
  }

  /** Every process that belongs to the platform, whether it runs or not. */
  public List<ProcessStatus> processes() {
    Map<Role, ProcessHandle> running = processes.running();
    List<ProcessStatus> all = new ArrayList<>();
    for (Role role : Role.values()) {
      ProcessHandle process = running.get(role);
      if (role == Role.INBOX && process == null && !hasInbox()) {
        continue;
      }
      int port = role.ports().isEmpty() ? 0 : layout.port(role.ports().get(0));
      all.add(
          process == null
              ? new ProcessStatus(role.id(), null, null, port)
              : new ProcessStatus(
                  role.id(), process.pid(), process.info().startInstant().orElse(null), port));
    }
    return all;
  }

  private boolean hasInbox() {
    try {
      return Supervisor.roles(layout.builtJar()).contains(Role.INBOX);
    } catch (IOException e) {
      return false; // not built
    }
  }

  /** Every job that has not ended; empty if there is no cluster to ask. */
  public List<JobStatus> jobs() throws InterruptedException {
    List<JobStatus> jobs = new ArrayList<>();
    try {
      for (JobStatus job : flink.jobs()) {
        if (!job.hasEnded()) {
          Instant checkpoint = flink.lastCheckpoint(job.id());
          jobs.add(job.withLastCheckpoint(checkpoint));
        }
      }
    } catch (IOException e) {
      // No cluster, or one that is just going: what is known so far is all there is.
    }
    return jobs;
  }

  /** The names of the jobs that should run while the platform is up. */
  public List<String> wantedJobs() throws IOException {
    return wanted.all().stream().map(WantedJob::name).toList();
  }

  /** How many records each topic has, by name; empty if there is no broker to ask. */
  public Optional<SortedMap<String, Long>> topics() throws InterruptedException {
    if (!processes.running().containsKey(Role.BROKER)) {
      return Optional.empty();
    }
    try {
      return Optional.of(TopicCounts.of(layout));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Kafka's address. */
  public String bootstrap() {
    return layout.address(Port.KAFKA);
  }

  /** The Flink web UI. */
  public URI web() {
    return URI.create("http://" + layout.address(Port.WEB));
  }

  /** The inbox as a person reads it. */
  public URI inbox() {
    return URI.create("http://" + layout.address(Port.INBOX));
  }

  /** Where the inbox takes mails, on loopback. */
  public int smtpPort() {
    return layout.port(Port.SMTP);
  }

  /** The folder that holds all data of the platform. */
  public Path home() {
    return layout.home();
  }

  Layout layout() {
    return layout;
  }
}
