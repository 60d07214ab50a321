package io.sojourn.connectors.channel;

import io.sojourn.core.channel.HttpChannel;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider's answer.
 *
 * @param code why, for people and reports, for example {@code SMTP_550}; never content of the
 *     message or of the answer
 * @param retryAfter how long it asks to be left alone, or null
 * @param answer what is told of its answer, by name, see {@link HttpChannel#answer}
 */
public record SendResult(
    Kind kind, String code, @Nullable Duration retryAfter, Map<String, String> answer) {

  /** What an answer means for the message. */
  public enum Kind {
    /** The provider took the message over. */
    SENT,
    /** It did not, and may if asked again. */
    TEMPORARY,
    /** It took nothing from anybody just now: it does not answer, or fails at what it does. */
    UNAVAILABLE,
    /** It did not, and never will. */
    PERMANENT
  }

  public static final SendResult SENT = new SendResult(Kind.SENT, "SENT", null, Map.of());

  public static SendResult temporary(String code) {
    return new SendResult(Kind.TEMPORARY, code, null, Map.of());
  }

  public static SendResult unavailable(String code) {
    return new SendResult(Kind.UNAVAILABLE, code, null, Map.of());
  }

  public static SendResult permanent(String code) {
    return new SendResult(Kind.PERMANENT, code, null, Map.of());
  }

  /** The same, and when to come back. */
  public SendResult after(Duration pause) {
    return new SendResult(kind, code, pause, answer);
  }

  /** The same, and what is told of the answer. */
  public SendResult saying(Map<String, String> told) {
    return new SendResult(kind, code, retryAfter, told);
  }

  /** Answers carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "SendResult[" + kind + " " + code + "]";
  }
}
