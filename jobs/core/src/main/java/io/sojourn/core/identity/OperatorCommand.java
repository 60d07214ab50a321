package io.sojourn.core.identity;

import org.jspecify.annotations.Nullable;

/**
 * What an operator decides about links. It is a fact like any other: it counts from its time in the
 * log on, whatever arrives before or after it.
 *
 * @param one an identity, of any spelling that its namespace allows
 * @param other the other end of the link; null if the command is about one identity
 */
public record OperatorCommand(Kind kind, Identity one, @Nullable Identity other)
    implements IdentityRequest {

  /** What can be asked for. */
  public enum Kind {
    /** The link is dead until the two are seen together again. */
    UNLINK,
    /** The link is dead whatever is seen. */
    BAR,
    /** The two are one person, and their link wins over others. */
    PIN,
    /** What was decided about the link counts no more. */
    UNPIN,
    /** The person of one identity, and of all that it leads, is decided and said again. */
    RECHECK
  }

  /** Commands carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "OperatorCommand[" + kind + "]";
  }
}
