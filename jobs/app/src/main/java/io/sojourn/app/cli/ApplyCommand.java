package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.app.support.Topics;
import io.sojourn.app.support.WorkspacePublisher;
import io.sojourn.schema.Topic;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sojourn apply}. */
@Command(
    name = "apply",
    description = "Publishes a workspace; the jobs switch to it without a restart.",
    mixinStandardHelpOptions = true)
public final class ApplyCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "DIR", description = "The folder of the workspace.")
  private Path folder = Path.of("");

  @Option(
      names = "--time-scale",
      paramLabel = "N",
      description = "Divide all durations by N: 3600 makes a second of an hour (default: 1).")
  private long timeScale = 1;

  @Mixin private JobOptions options = new JobOptions();

  ApplyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    CheckedWorkspace checked = CheckedWorkspace.of(folder, timeScale);
    checked.problems().forEach(problem -> console.line(problem.message()));
    if (checked.workspace() == null) {
      throw checked.failure(folder, "nothing was published");
    }
    Brokers brokers = new Brokers(options);
    brokers.reach();
    String version =
        brokers.call(
            () ->
                console.during(
                    "Publishing to " + Topic.DEFINITIONS.name(options.prefix()),
                    () -> {
                      Topics.ensure(options);
                      return new WorkspacePublisher(options)
                          .publish(checked.files(), timeScale, System.currentTimeMillis());
                    }));
    console.line(
        "Applied version %s: %s, sandbox %s%s"
            .formatted(
                version,
                Counts.of(checked.files().size(), "definition"),
                options.sandbox(),
                timeScale == 1 ? "" : ", durations divided by " + timeScale));
    return 0;
  }
}
