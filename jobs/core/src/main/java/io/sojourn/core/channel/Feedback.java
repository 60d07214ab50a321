package io.sojourn.core.channel;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.ValueType;
import java.util.Collection;
import java.util.HashMap;
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
  private static final String ANSWER = GROUP + ".answer.";

  /** The provider took it over. */
  private static final String SENT = "sent";

  /** The provider did not take it over. */
  private static final String ERROR = "error";

  /** No provider was asked, or it came too late. */
  private static final String EXCLUDE = "exclude";

  private static final Field TEXT = Field.of(ValueType.STRING);

  /** What every such event carries, by dotted path. */
  private static final Map<String, Field> FIELDS =
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
   * What such events carry by these channels: the same everywhere, and what they tell of answers.
   */
  public static Map<String, Field> fields(Collection<Endpoint> channels) {
    Map<String, Field> fields = new HashMap<>(FIELDS);
    for (Endpoint channel : channels) {
      if (channel instanceof HttpChannel http) {
        http.answer().keySet().forEach(name -> fields.put(ANSWER + name, TEXT));
      }
    }
    return fields;
  }

  /**
   * An event to be.
   *
   * @param id the same for the same outcome, however often it is told
   * @param at epoch milliseconds
   * @param fields by dotted path
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
   * @param answer values of the provider's answer, by name
   */
  public static Told of(Outcome outcome, Identity identity, Map<String, String> answer) {
    String status = status(outcome);
    Map<String, String> fields = new HashMap<>();
    fields.put(STATUS, status);
    fields.put(CODE, outcome.code());
    fields.put(CHANNEL, outcome.channel());
    fields.put(JOURNEY, outcome.journey());
    fields.put(STEP, outcome.step());
    fields.put(COMMAND, outcome.commandId());
    answer.forEach((name, value) -> fields.put(ANSWER + name, value));
    return new Told(outcome.commandId() + ":" + status, outcome.at(), identity, Map.copyOf(fields));
  }

  private static String status(Outcome outcome) {
    if (outcome.status() == Outcome.Status.SENT) {
      return SENT;
    }
    return outcome.attempt() == 0 || outcome.code().equals(Outcome.EXPIRED) ? EXCLUDE : ERROR;
  }
}
