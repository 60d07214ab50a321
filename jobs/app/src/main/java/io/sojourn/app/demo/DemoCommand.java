package io.sojourn.app.demo;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code sojourn demo}. */
@Command(
    name = "demo",
    description = "Shows the sample shop at work.",
    mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new UnsupportedOperationException("demo");
  }
}
