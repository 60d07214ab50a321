package io.sojourn.app.cli;

import io.sojourn.app.demo.DemoCommand;
import io.sojourn.app.local.DownCommand;
import io.sojourn.app.local.LogsCommand;
import io.sojourn.app.local.StatusCommand;
import io.sojourn.app.local.SubmitCommand;
import io.sojourn.app.local.UpCommand;
import io.sojourn.schema.AvroClasses;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The entry point of {@code scripts/sojourn}. */
@Command(
    name = "sojourn",
    description = "Real-time customer journeys on Apache Flink.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      UpCommand.class,
      DownCommand.class,
      StatusCommand.class,
      LogsCommand.class,
      SubmitCommand.class,
      DemoCommand.class,
      ValidateCommand.class,
      TestCommand.class,
      PreviewCommand.class,
      ApplyCommand.class,
      SendCommand.class,
      SimulateCommand.class,
      ExplainCommand.class,
      ContentCommand.class,
      IdentityCommands.class
    })
public final class Main {
  /** The version in the jar's manifest. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"sojourn " + (version == null ? "development" : version)};
    }
  }

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Runs a command line and returns its exit code: 0 done, 1 refused or failed, 2 mistyped. */
  static int run(String... args) {
    return run(Console.standard(), args);
  }

  /** Like {@link #run(String...)}, with a console of the caller's. */
  public static int run(Console console, String... args) {
    AvroClasses.allow();
    CommandLine line = new CommandLine(new Main(), new Commands(console));
    line.setOut(console.writer());
    line.setErr(console.noteWriter());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          if (!(failure instanceof CommandFailure)) {
            throw failure;
          }
          console.note(command.getCommandName() + ": " + failure.getMessage());
          return 1;
        });
    return line.execute(args);
  }

  /** Makes commands; those whose constructor takes a console are given this one. */
  private record Commands(Console console) implements CommandLine.IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      for (Constructor<?> constructor : type.getDeclaredConstructors()) {
        if (Arrays.equals(constructor.getParameterTypes(), new Class<?>[] {Console.class})) {
          return type.cast(constructor.newInstance(console));
        }
      }
      return CommandLine.defaultFactory().create(type);
    }
  }
}
