package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.cli.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody's own session cluster. Its folders are out of reach, so state is named or none. */
final class RemoteCluster {
  private final String address;
  private final Path jar;
  private final Console console;
  private final FlinkRest flink;

  /**
   * @param address host and port of its REST interface
   */
  RemoteCluster(String address, Path jar, Console console) {
    this.address = address;
    this.jar = jar;
    this.console = console;
    this.flink = new FlinkRest(URI.create("http://" + address));
  }

  /** Starts the jobs that do not run there yet, and waits until they run. */
  List<JobStatus> submit(
      List<Job> jobs, int parallelism, List<String> arguments, @Nullable String from)
      throws Exception {
    if (!Files.exists(jar)) {
      throw new CommandFailure(jar + " is missing; build it: scripts/mvn -DskipTests package");
    }
    List<JobStatus> running = new ArrayList<>();
    for (Job job : jobs) {
      running.add(
          console.during(
              "Submitting " + job.id(), () -> submit(job, parallelism, arguments, from)));
    }
    return running;
  }

  private JobStatus submit(Job job, int parallelism, List<String> arguments, @Nullable String from)
      throws Exception {
    try {
      for (JobStatus status : flink.jobs()) {
        if (status.name().equals(job.id()) && !status.hasEnded()) {
          console.note("%s runs already, as %s".formatted(job.id(), status.id()));
          return status;
        }
      }
      flink.run(jar, new JobRun(job.entryClass(), arguments, parallelism, from, Map.of()));
      return Readiness.job(flink, job.id(), 0);
    } catch (FlinkRefusal e) {
      throw new CommandFailure("%s was refused: %s".formatted(job.id(), e.getMessage()), e);
    } catch (IOException e) {
      throw new CommandFailure("no Flink cluster answers at " + address, e);
    }
  }
}
