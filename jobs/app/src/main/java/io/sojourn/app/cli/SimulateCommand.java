package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.simulation.Simulation;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code sojourn simulate}. */
@Command(
    name = "simulate",
    description = {
      "Runs the engines over a file, without a cluster; every output is one JSON line.",
      "A line's log time is its receivedAt, else its timestamp, never decreasing."
    },
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  private final Console console;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the workspace.")
  private Path folder = Path.of("");

  @Option(
      names = "--events",
      paramLabel = "FILE",
      required = true,
      description = "JSON lines; - for what is piped in.")
  private String file = "";

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "xdm (default), or segment for calls of the Segment spec.")
  private EventFormat format = EventFormat.XDM;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      converter = Time.class,
      description =
          "Settle everything due until then, and leave out later lines (default: the last line's"
              + " time).")
  private @Nullable Long until;

  @Option(
      names = "--time-scale",
      paramLabel = "N",
      description = "Divide all durations by N (default: 1).")
  private long timeScale = 1;

  @Mixin private JobOptions options = new JobOptions();

  SimulateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CheckedWorkspace checked = CheckedWorkspace.of(folder, timeScale);
    checked.problems().forEach(problem -> console.note(problem.message()));
    Workspace workspace = checked.workspace();
    if (workspace == null) {
      throw checked.failure(folder, "nothing was simulated");
    }
    OutputLines outputs = new OutputLines();
    Simulation simulation = simulation(workspace, outputs);
    try (EventFile events = EventFile.open(file, format, console)) {
      SimulationRun run = new SimulationRun(simulation, events.name(), format.header(), until);
      FileClock clock = new FileClock(run::accept);
      Progress progress = new Progress(console, "lines read");
      for (EventFile.Line line = events.next(); line != null; line = events.next()) {
        clock.accept(line);
        progress.reached(line.number());
      }
      clock.end();
      run.settle();
      console.lines(outputs.sorted());
      events.noteSkipped(console);
      console.note(run.summary());
      console.note(outputs.summary());
      return events.tooLong() == 0 ? 0 : 1;
    }
  }

  private Simulation simulation(Workspace workspace, OutputLines outputs) {
    try {
      return new Simulation(
          options.sandbox(), options.identitySecret(), workspace, new InputDecoder(), outputs::add);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure("--identity-secret: " + e.getMessage(), e);
    } catch (UncheckedIOException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new CommandFailure("--identity-secret: " + cause.getMessage(), e);
    }
  }

  /** Reads an RFC 3339 time. */
  static final class Time implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant().toEpochMilli();
      } catch (DateTimeException | ArithmeticException e) {
        throw new TypeConversionException(
            "'" + text + "' is not a time such as 2026-03-28T23:45:00Z");
      }
    }
  }
}
