package io.sojourn.app.local;

import io.sojourn.app.cli.Console;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn status}: exit code 0 if everything that should run does. */
@Command(name = "status", description = "Shows what runs.", mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Override
  public Integer call() throws Exception {
    Console console = Console.standard();
    LocalPlatform platform = LocalPlatform.fromEnvironment(console);
    List<ProcessStatus> processes = platform.processes();
    StatusReport.processes(processes).forEach(console::line);
    if (processes.stream().noneMatch(ProcessStatus::isRunning)) {
      console.note("Nothing runs; scripts/sojourn up starts it.");
      return 1;
    }
    List<JobStatus> jobs = platform.jobs();
    List<String> wanted = platform.wantedJobs();
    console.line("");
    StatusReport.jobs(jobs, wanted, Instant.now()).forEach(console::line);
    platform
        .topics()
        .ifPresent(
            topics -> {
              console.line("");
              StatusReport.topics(topics).forEach(console::line);
            });
    boolean allRun =
        processes.stream().allMatch(ProcessStatus::isRunning)
            && jobs.stream().allMatch(JobStatus::isRunning)
            && jobs.stream().map(JobStatus::name).toList().containsAll(wanted);
    return allRun ? 0 : 1;
  }
}
