package io.sojourn.app.local;

import io.sojourn.app.cli.CommandFailure;
import io.sojourn.app.cli.Console;
import io.sojourn.app.support.JobOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code sojourn submit}. */
@Command(
    name = "submit",
    description = {
      "Submits the jobs to a cluster.",
      "Further options are those of the jobs: --kafka, --prefix, --sandbox, --identity-secret,"
          + " --identity-refresh, --identity-granularity, --clock, --allow-address."
    },
    mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {
  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      description = "Kafka brokers (default: the local broker).")
  private @Nullable String bootstrap;

  @Option(
      names = "--jobmanager",
      paramLabel = "HOST:PORT",
      description = "REST address of a cluster of yours (default: the local cluster).")
  private @Nullable String jobManager;

  @Option(names = "--parallelism", defaultValue = "2", description = "Default: ${DEFAULT-VALUE}.")
  private int parallelism = 2;

  @Option(
      names = "--job",
      defaultValue = "all",
      description = "engagement, delivery or all (default: ${DEFAULT-VALUE}).")
  private String job = "all";

  @Option(
      names = "--from",
      paramLabel = "SAVEPOINT",
      description = "State to go on from (default: the newest on the local cluster, else none).")
  private @Nullable String from;

  @Unmatched private final List<String> others = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    List<String> arguments = arguments();
    List<Job> jobs = Job.named(job);
    if (from != null && jobs.size() > 1) {
      throw new CommandFailure("--from is the state of one job; name it with --job");
    }
    Console console = Console.standard();
    LocalPlatform platform = LocalPlatform.fromEnvironment(console);
    String local = platform.web().getAuthority();
    List<JobStatus> running;
    if (jobManager == null || jobManager.equals(local)) {
      running = platform.submit(jobs, parallelism, arguments, from);
    } else {
      running =
          new RemoteCluster(jobManager, platform.layout().builtJar(), console)
              .submit(jobs, parallelism, arguments, from);
    }
    for (JobStatus status : running) {
      console.line("%-12s %s".formatted(status.name(), status.id()));
    }
    console.line("Flink web UI http://" + (jobManager == null ? local : jobManager));
    return 0;
  }

  /** What the jobs are told; checked here, where a slip costs a second instead of a minute. */
  private List<String> arguments() {
    List<String> arguments = new ArrayList<>(others);
    if (bootstrap != null) {
      arguments.addAll(List.of("--bootstrap", bootstrap));
    }
    try {
      JobOptions.parse(arguments.toArray(new String[0]));
    } catch (ParameterException e) {
      CommandLine line = spec == null ? e.getCommandLine() : spec.commandLine();
      throw new ParameterException(line, String.valueOf(e.getMessage()), e);
    }
    return arguments;
  }
}
