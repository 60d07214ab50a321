package io.sojourn.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn send}. */
@Command(name = "send", description = "Sends events to Kafka.", mixinStandardHelpOptions = true)
public final class SendCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("send");
  }
}
