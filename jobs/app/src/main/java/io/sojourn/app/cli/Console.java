package io.sojourn.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * What commands say to people. Results go to standard output, progress to standard error, so that
 * output can be piped.
 */
public final class Console {
  private final InputStream in;
  private final PrintStream out;
  private final PrintStream err;

  public Console(PrintStream out, PrintStream err) {
    this(InputStream.nullInputStream(), out, err);
  }

  public Console(InputStream in, PrintStream out, PrintStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  /** The console of this process, in UTF-8 whatever its locale: output is read by programs. */
  public static Console standard() {
    return new Console(System.in, utf8(FileDescriptor.out), utf8(FileDescriptor.err));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /** What is piped in. */
  public InputStream in() {
    return in;
  }

  /** A line of the result. */
  public void line(String text) {
    out.println(text);
  }

  /** Many lines of the result, written in large pieces. */
  public void lines(Iterable<String> lines) {
    PrintWriter writer = writer();
    lines.forEach(line -> writer.append(line).append('\n'));
    writer.flush();
  }

  /** A line about what goes on. */
  public void note(String text) {
    err.println(text);
  }

  /** The result as a writer, which is to be flushed. */
  PrintWriter writer() {
    return new PrintWriter(out, false, StandardCharsets.UTF_8);
  }

  /** The notes as a writer, which is to be flushed. */
  PrintWriter noteWriter() {
    return new PrintWriter(err, false, StandardCharsets.UTF_8);
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
