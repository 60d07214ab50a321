package io.sojourn.app.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn status}. */
@Command(name = "status", description = "Shows what runs.", mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("status");
  }
}
