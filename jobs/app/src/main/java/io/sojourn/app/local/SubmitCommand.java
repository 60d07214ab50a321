package io.sojourn.app.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn submit}. */
@Command(
    name = "submit",
    description = "Submits the jobs to a cluster.",
    mixinStandardHelpOptions = true)
public final class SubmitCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("submit");
  }
}
