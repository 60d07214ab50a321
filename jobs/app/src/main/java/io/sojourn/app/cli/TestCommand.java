package io.sojourn.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn test}. */
@Command(
    name = "test",
    description = "Runs the scenarios of a workspace.",
    mixinStandardHelpOptions = true)
public final class TestCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("test");
  }
}
