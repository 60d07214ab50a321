package io.sojourn.core.channel;

import java.time.Duration;
import java.util.regex.Pattern;
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
 * @param returnPath where what becomes of messages is reported to, a plain address; each message
 *     has one of its own, {@code local+commandId@domain}. Null if that is the sender
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
    @Nullable String returnPath,
    int ratePerSecond,
    Duration validity)
    implements Endpoint {

  /** The name of this channel in every workspace. */
  public static final String NAME = "email";

  /** That of the identities it writes to. */
  public static final String NAMESPACE = "Email";

  private static final Pattern PLAIN_ADDRESS =
      Pattern.compile("[A-Za-z0-9._-]{1,31}@[A-Za-z0-9.-]{1,255}");

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
    if (returnPath != null && !PLAIN_ADDRESS.matcher(returnPath).matches()) {
      throw new IllegalArgumentException("a return path that is no plain address");
    }
    if ((user == null) != (password == null)) {
      throw new IllegalArgumentException("A user and a password come together");
    }
  }

  /** The sender in the envelope of a message, RFC 5321; null if it is that of the header. */
  public @Nullable String returnPath(String commandId) {
    return returnPath == null ? null : returnPath.replace("@", "+" + commandId + "@");
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
