package io.sojourn.connectors.channel;

/**
 * A provider's answer.
 *
 * @param code why, for people and reports, for example {@code SMTP_550}; never content of the
 *     message or of the answer
 */
public record SendResult(Kind kind, String code) {

  /** What an answer means for the message. */
  public enum Kind {
    /** The provider took the message over. */
    SENT,
    /** It did not, and may if asked again. */
    TEMPORARY,
    /** It did not, and never will. */
    PERMANENT
  }

  public static final SendResult SENT = new SendResult(Kind.SENT, "SENT");

  public static SendResult temporary(String code) {
    return new SendResult(Kind.TEMPORARY, code);
  }

  public static SendResult permanent(String code) {
    return new SendResult(Kind.PERMANENT, code);
  }
}
