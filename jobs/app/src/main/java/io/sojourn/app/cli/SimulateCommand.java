package io.sojourn.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn simulate}. */
@Command(
    name = "simulate",
    description = "Runs the engines over a file, without a cluster.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("simulate");
  }
}
