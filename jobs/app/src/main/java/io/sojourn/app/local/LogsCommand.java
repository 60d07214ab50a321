package io.sojourn.app.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn logs}. */
@Command(
    name = "logs",
    description = "Shows the log of a process.",
    mixinStandardHelpOptions = true)
public final class LogsCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("logs");
  }
}
