package io.sojourn.app.local;

import io.sojourn.app.cli.Console;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** The broker, the cluster and the inbox on this machine. */
@SuppressWarnings("DoNotCallSuggester") // not written yet
public final class LocalPlatform {
  /** The platform that the environment describes; see {@code deploy/local/README.md}. */
  public static LocalPlatform fromEnvironment(Console console) {
    throw new UnsupportedOperationException();
  }

  private LocalPlatform() {}

  /** Starts what does not run yet and resumes the jobs that ran; returns when all is ready. */
  public void up() throws Exception {
    throw new UnsupportedOperationException();
  }

  /** Stops everything, with a savepoint; {@code wipe} forgets all data. */
  public void down(boolean wipe) throws Exception {
    throw new UnsupportedOperationException(String.valueOf(wipe));
  }

  /**
   * Submits both jobs unless they run already, and waits until they are RUNNING.
   *
   * @param arguments of both jobs beyond {@code --bootstrap}
   */
  public void submit(List<String> arguments) throws Exception {
    throw new UnsupportedOperationException(String.valueOf(arguments));
  }

  /** Kafka's address. */
  public String bootstrap() {
    throw new UnsupportedOperationException();
  }

  /** The Flink web UI. */
  public URI web() {
    throw new UnsupportedOperationException();
  }

  /** The inbox as a person reads it. */
  public URI inbox() {
    throw new UnsupportedOperationException();
  }

  /** Where the inbox takes mails, on loopback. */
  public int smtpPort() {
    throw new UnsupportedOperationException();
  }

  /** The folder that holds all data of the platform. */
  public Path home() {
    throw new UnsupportedOperationException();
  }
}
