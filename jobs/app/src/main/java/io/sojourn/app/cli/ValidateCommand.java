package io.sojourn.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn validate}. */
@Command(name = "validate", description = "Checks a workspace.", mixinStandardHelpOptions = true)
public final class ValidateCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("validate");
  }
}
