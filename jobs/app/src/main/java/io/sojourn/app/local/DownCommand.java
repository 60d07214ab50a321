package io.sojourn.app.local;

import io.sojourn.app.cli.Console;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sojourn down}. */
@Command(
    name = "down",
    description = "Stops them, with a savepoint of every job.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
  @Option(names = "--wipe", description = "Delete all data as well, savepoints too.")
  private boolean wipe;

  @Override
  public Integer call() throws Exception {
    LocalPlatform.fromEnvironment(Console.standard()).down(wipe);
    return 0;
  }
}
