package io.sojourn.connectors.channel.email;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long an SMTP client waits, and how long it keeps a connection.
 *
 * @param connect for a connection
 * @param read for each answer of the server
 * @param write for the server to take what is written
 * @param idle how long an unused connection is trusted without asking the server ({@code NOOP})
 * @param messages after how many messages a connection is given up, at least 1
 */
public record SmtpTimeouts(
    Duration connect, Duration read, Duration write, Duration idle, int messages)
    implements Serializable {
  public static final SmtpTimeouts STANDARD =
      new SmtpTimeouts(
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          100);
}
