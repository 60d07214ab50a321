package io.sojourn.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn apply}. */
@Command(name = "apply", description = "Publishes a workspace.", mixinStandardHelpOptions = true)
public final class ApplyCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("apply");
  }
}
