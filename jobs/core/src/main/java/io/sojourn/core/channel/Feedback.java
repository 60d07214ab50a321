package io.sojourn.core.channel;

import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.ValueType;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
  private static final String ADDRESS_NAMESPACE = GROUP + ".address.namespace";
  private static final String ADDRESS_VALUE = GROUP + ".address.value";

  /** What a mail system tells of a message that it took over. */
  public enum Report {
    /** It is in the mailbox, or with a system that reports no more. */
    DELIVERED,
    /** It is not there yet, and may still come. */
    DELAY,
    /** It will not come. */
    BOUNCE,
    /** Who got it calls it unwanted. */
    COMPLAINT;

    private final String status = name().toLowerCase(Locale.ROOT);

    /** As an event says it. */
    public String status() {
      return status;
    }
  }

  /** The provider took it over. */
  private static final String SENT = "sent";

  /** The provider did not take it over. */
  private static final String ERROR = "error";

  /** No provider was asked, or it came too late. */
  private static final String EXCLUDE = "exclude";

  private static final List<String> STATUSES =
      Stream.concat(Stream.of(SENT, ERROR, EXCLUDE), Stream.of(Report.values()).map(r -> r.status))
          .toList();

  private static final Field TEXT = Field.of(ValueType.STRING);

  /** What every such event carries, by dotted path. */
  private static final Map<String, Field> FIELDS =
      Map.of(
          STATUS,
          new Field(ValueType.STRING, false, STATUSES),
          CODE,
          TEXT,
          CHANNEL,
          TEXT,
          JOURNEY,
          TEXT,
          STEP,
          TEXT,
          COMMAND,
          TEXT,
          ADDRESS_NAMESPACE,
          TEXT,
          ADDRESS_VALUE,
          TEXT);

  private Feedback() {}

  /**
   * What such events carry by these channels: the same everywhere, and what they tell of answers.
   */
  public static Map<String, Field> fields(Collection<Channel> channels) {
    Map<String, Field> fields = new HashMap<>(FIELDS);
    for (Channel channel : channels) {
      if (channel instanceof HttpChannel http) {
        http.answers().told().keySet().forEach(name -> fields.put(ANSWER + name, TEXT));
      }
    }
    return fields;
  }

  /**
   * Whom there is something to tell of.
   *
   * @param identity by which the message's journey was entered
   * @param address what the message went to; null if its channel does not learn that it is no more
   */
  public record Subject(Identity identity, @Nullable Identity address) {
    /** Identities are personal data, which must not reach a log. */
    @Override
    public String toString() {
      return "Subject[]";
    }
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
   * @param answer values of the provider's answer, by name
   */
  public static Told of(Outcome outcome, Subject subject, Map<String, String> answer) {
    String status = status(outcome);
    Map<String, String> fields = new HashMap<>();
    fields.put(STATUS, status);
    fields.put(CODE, outcome.code());
    fields.put(CHANNEL, outcome.channel());
    fields.put(JOURNEY, outcome.journey());
    fields.put(STEP, outcome.step());
    fields.put(COMMAND, outcome.commandId());
    answer.forEach((name, value) -> fields.put(ANSWER + name, value));
    Identity address = subject.address();
    if (address != null && outcome.code().equals(Outcome.ADDRESS_GONE)) {
      fields.put(ADDRESS_NAMESPACE, address.namespace());
      fields.put(ADDRESS_VALUE, address.value());
    }
    return new Told(
        outcome.commandId() + ":" + status, outcome.at(), subject.identity(), Map.copyOf(fields));
  }

  /**
   * What an event tells by which a mail system reports.
   *
   * @param code of its status (RFC 3463) or the type of a complaint (RFC 5965); empty if unknown
   * @param command id of the message; null if the report does not say
   * @param gone the address, if the report says that there is no such mailbox
   */
  public static Map<String, Object> fields(
      Report report, String code, @Nullable String command, @Nullable Identity gone) {
    Map<String, Object> fields = new HashMap<>();
    fields.put(STATUS, report.status);
    fields.put(CODE, code);
    fields.put(CHANNEL, EmailChannel.NAME);
    if (command != null) {
      fields.put(COMMAND, command);
    }
    if (gone != null) {
      fields.put(ADDRESS_NAMESPACE, gone.namespace());
      fields.put(ADDRESS_VALUE, gone.value());
    }
    return fields;
  }

  /** The channel by which whoever complains wants nothing more; null if the event is none. */
  public static @Nullable String complaint(Event event) {
    return event.type().equals(EVENT_TYPE)
            && Report.COMPLAINT.status.equals(event.fields().get(STATUS))
            && event.fields().get(CHANNEL) instanceof String channel
        ? channel
        : null;
  }

  /** The address that is no more, as this event tells; null if it tells no such thing. */
  public static @Nullable Identity goneAddress(Event event) {
    return event.type().equals(EVENT_TYPE)
            && event.fields().get(ADDRESS_NAMESPACE) instanceof String namespace
            && event.fields().get(ADDRESS_VALUE) instanceof String value
        ? new Identity(namespace, value)
        : null;
  }

  private static String status(Outcome outcome) {
    if (outcome.status() == Outcome.Status.SENT) {
      return SENT;
    }
    return outcome.attempt() == 0 || outcome.code().equals(Outcome.EXPIRED) ? EXCLUDE : ERROR;
  }
}
