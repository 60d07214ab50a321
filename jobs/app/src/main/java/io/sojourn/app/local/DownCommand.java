package io.sojourn.app.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn down}. */
@Command(
    name = "down",
    description = "Stops them, with a savepoint of every job.",
    mixinStandardHelpOptions = true)
public final class DownCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("down");
  }
}
