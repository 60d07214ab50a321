package io.sojourn.app.local;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn up}. */
@Command(
    name = "up",
    description = "Starts a broker and a Flink cluster on this machine.",
    mixinStandardHelpOptions = true)
public final class UpCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("up");
  }
}
