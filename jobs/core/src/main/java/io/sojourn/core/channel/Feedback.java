package io.sojourn.core.channel;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.ValueType;
import java.util.List;
import java.util.Map;

/**
 * What became of a message, as an event of the person it was for: type {@code message.feedback}.
 * The type and the statuses are those of XDM's message delivery feedback.
 */
public final class Feedback {
  /** Of every such event. */
  public static final String EVENT_TYPE = "message.feedback";

  /** What the paths of all fields begin with. */
  public static final String GROUP = "feedback";

  /** Names the journey that sent the message. */
  public static final String JOURNEY = GROUP + ".journey";

  private static final String STATUS = GROUP + ".status";
  private static final String CODE = GROUP + ".code";
  private static final String CHANNEL = GROUP + ".channel";
  private static final String STEP = GROUP + ".step";
  private static final String COMMAND = GROUP + ".command";

  /** The provider took it over. */
  private static final String SENT = "sent";

  /** The provider did not take it over. */
  private static final String ERROR = "error";

  /** No provider was asked, or it came too late. */
  private static final String EXCLUDE = "exclude";

  private static final Field TEXT = Field.of(ValueType.STRING);

  /** What such an event carries, by dotted path; in every workspace. */
  public static final Map<String, Field> FIELDS =
      Map.of(
          STATUS,
          new Field(ValueType.STRING, false, List.of(SENT, ERROR, EXCLUDE)),
          CODE,
          TEXT,
          CHANNEL,
          TEXT,
          JOURNEY,
          TEXT,
          STEP,
          TEXT,
          COMMAND,
          TEXT);

  private Feedback() {}

  /**
   * An event to be.
   *
   * @param id the same for the same outcome, however often it is told
   * @param at epoch milliseconds
   * @param fields values of {@link #FIELDS}
   */
  public record Told(String id, long at, Identity identity, Map<String, String> fields) {
    /** Identities are personal data, which must not reach a log. */
    @Override
    public String toString() {
      return "Told[" + id + "]";
    }
  }

  /**
   * What there is to tell.
   *
   * @param identity by which the message's journey was entered
   */
  public static Told of(Outcome outcome, Identity identity) {
    String status = status(outcome);
    return new Told(
        outcome.commandId() + ":" + status,
        outcome.at(),
        identity,
        Map.of(
            STATUS,
            status,
            CODE,
            outcome.code(),
            CHANNEL,
            outcome.channel(),
            JOURNEY,
            outcome.journey(),
            STEP,
            outcome.step(),
            COMMAND,
            outcome.commandId()));
  }

  private static String status(Outcome outcome) {
    if (outcome.status() == Outcome.Status.SENT) {
      return SENT;
    }
    return outcome.attempt() == 0 || outcome.code().equals(Outcome.EXPIRED) ? EXCLUDE : ERROR;
  }
}
