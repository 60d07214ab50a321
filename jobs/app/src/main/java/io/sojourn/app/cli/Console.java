package io.sojourn.app.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * What commands say to people. Results go to standard output, progress to standard error, so that
 * output can be piped.
 */
public final class Console {
  private final PrintStream out;
  private final PrintStream err;

  public Console(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The console of this process. */
  public static Console standard() {
    return new Console(System.out, System.err);
  }

  /** A line of the result. */
  public void line(String text) {
    out.println(text);
  }

  /** A line about what goes on. */
  public void note(String text) {
    err.println(text);
  }

  /** Says what is being done, does it, and says how long it took. */
  public <T> T during(String what, Callable<T> work) throws Exception {
    long began = System.nanoTime();
    err.print(what + " … ");
    err.flush();
    try {
      T result = work.call();
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      err.printf("%.1f s%n", took.toMillis() / 1000.0);
      return result;
    } catch (Exception e) {
      err.println("failed");
      throw e;
    }
  }
}
