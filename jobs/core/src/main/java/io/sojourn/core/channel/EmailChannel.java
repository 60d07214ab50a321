package io.sojourn.core.channel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The mail server that messages of the channel {@code email} go through.
 *
 * @param port 1 to 65535
 * @param tls how the connection is protected
 * @param user user name, or null for a server that asks for none
 * @param password its password; present if and only if the user is
 * @param from the sender, for example {@code Shop <shop@example.com>}
 * @param dkim what messages are signed with, or null
 * @param ratePerSecond most messages per second over all senders, at least 1
 * @param validity see {@link Channel#validity}
 */
public record EmailChannel(
    String host,
    int port,
    Tls tls,
    @Nullable SecretReference user,
    @Nullable SecretReference password,
    String from,
    @Nullable DkimKey dkim,
    int ratePerSecond,
    Duration validity)
    implements Endpoint {

  /** The name of this channel in every workspace. */
  public static final String NAME = "email";

  private static final String NAMESPACE = "Email";

  /** How a connection is protected; the lower-case name is the form in a definition. */
  public enum Tls {
    NONE,
    /** Plain at first, then upgraded; a server that cannot is refused. */
    STARTTLS,
    /** From the first byte. */
    TLS
  }

  public EmailChannel {
    if (port < 1 || port > 65535) {
      throw new IllegalArgumentException("A port is between 1 and 65535, not " + port);
    }
    if (ratePerSecond < 1) {
      throw new IllegalArgumentException("A rate is at least 1/s, not " + ratePerSecond);
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("A user and a password come together");
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String addressedBy() {
    return NAMESPACE;
  }

  @Override
  public boolean takes(ChannelTemplate template) {
    return template instanceof MessageTemplate;
  }
}
