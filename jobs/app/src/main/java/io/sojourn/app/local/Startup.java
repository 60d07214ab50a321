package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.cli.Console;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Brings the platform up. */
final class Startup {
  /** How many runs of a resumed job may fail before nobody waits for it any longer. */
  private static final int CHANCES = 2;

  private final Layout layout;
  private final Processes processes;
  private final FlinkRest flink;
  private final WantedJobs wanted;
  private final Console console;

  Startup(Layout layout, Processes processes, FlinkRest flink, WantedJobs wanted, Console console) {
    this.layout = layout;
    this.processes = processes;
    this.flink = flink;
    this.wanted = wanted;
    this.console = console;
  }

  /**
   * Starts what is missing and returns when everything works; if a process fails, stops what it
   * started.
   */
  void run() throws Exception {
    Map<Role, ProcessHandle> before = processes.running();
    Path jar = Jars.keep(layout);
    List<Role> roles = Supervisor.roles(jar);
    List<Role> missing = roles.stream().filter(role -> !before.containsKey(role)).toList();
    if (!before.containsKey(Role.SUPERVISOR)) {
      // A supervisor that runs has claimed the ports; a dead process of its is about to be back.
      Checks.ports(layout, missing);
      ConfigFiles.write(layout);
      Ports.write(layout);
      formatBroker(jar);
      renewWantedJobs(jar, before.containsKey(Role.JOBMANAGER));
      processes.start(Role.SUPERVISOR, new CommandLines(layout, jar).of(Role.SUPERVISOR));
    }
    try {
      awaitProcesses(roles, missing.isEmpty() ? "Checking" : "Starting");
    } catch (Exception e) {
      undo(before.values());
      throw e;
    }
    for (WantedJob job : wanted.all()) {
      awaitJob(job.name());
    }
  }

  private void awaitProcesses(List<Role> roles, String verb) throws Exception {
    Readiness readiness = new Readiness(layout, processes, flink);
    console.during(verb + " the Kafka broker", readiness::broker);
    console.during(verb + " the Flink cluster", readiness::cluster);
    if (roles.contains(Role.INBOX)) {
      console.during(verb + " the inbox", readiness::inbox);
    }
  }

  /** A job that cannot be resumed leaves the processes up: they are what one looks into it with. */
  private void awaitJob(String job) throws Exception {
    try {
      console.during("Waiting for " + job, () -> Readiness.job(flink, job, CHANCES));
    } catch (CommandFailure e) {
      throw new CommandFailure(
          e.getMessage() + "; all else is up, and the supervisor goes on trying", e);
    }
  }

  /** A supervisor that this start began goes first, so that it does not restart the others. */
  private void undo(Collection<ProcessHandle> before) throws InterruptedException {
    List<ProcessHandle> started = new ArrayList<>();
    ProcessHandle supervisor = processes.running().get(Role.SUPERVISOR);
    if (supervisor == null || before.contains(supervisor)) {
      return;
    }
    Processes.kill(List.of(supervisor));
    for (ProcessHandle process : processes.running().values()) {
      if (!before.contains(process)) {
        started.add(process);
      }
    }
    Processes.end(started, 10);
  }

  /** After a stop, jobs go on with the newest build; beside a live cluster with what they have. */
  private void renewWantedJobs(Path jar, boolean clusterLives) throws Exception {
    List<Path> needed = new ArrayList<>(List.of(jar));
    for (WantedJob job : wanted.all()) {
      if (clusterLives) {
        needed.add(job.jar());
      } else {
        wanted.put(job.withJar(jar).withJobId(""));
      }
    }
    Jars.forget(layout, needed);
  }

  private void formatBroker(Path jar) throws Exception {
    if (Files.exists(layout.brokerData().resolve("meta.properties"))) {
      return;
    }
    console.during(
        "Preparing the broker's data folder",
        () -> {
          Process format =
              processes.start(
                  Role.BROKER, new CommandLines(layout, jar).formatBroker(newClusterId()));
          if (format.waitFor() != 0) {
            throw new CommandFailure(
                "the broker's data folder could not be prepared; see "
                    + layout.output(Role.BROKER));
          }
          return true;
        });
  }

  /** A random id in Kafka's notation. */
  private static String newClusterId() {
    UUID id = UUID.randomUUID();
    ByteBuffer bytes = ByteBuffer.allocate(16);
    bytes.putLong(id.getMostSignificantBits() & Long.MAX_VALUE);
    bytes.putLong(id.getLeastSignificantBits());
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
  }
}
