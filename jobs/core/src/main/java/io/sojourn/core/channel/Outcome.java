package io.sojourn.core.channel;

/**
 * What became of a command: said once it is settled, never in between.
 *
 * @param at when, in epoch milliseconds of the sender's clock
 * @param instance id of the journey instance
 * @param code why it failed, for example {@code SMTP_550}; {@code SENT} when it was sent
 * @param attempt how many times it was tried; 0 when it could not even be tried
 */
public record Outcome(
    long at,
    String commandId,
    String journey,
    String instance,
    String step,
    String channel,
    Status status,
    String code,
    int attempt) {

  /** Code of a message whose address is no more, as the provider says. */
  public static final String ADDRESS_GONE = "ADDRESS_GONE";

  /** Code of a message that was not sent within its channel's validity. */
  public static final String EXPIRED = "EXPIRED";

  /** How it ended; the lower-case name is the wire form. */
  public enum Status {
    /** The provider took the message over. */
    SENT,
    /** It was not sent and will not be. */
    FAILED
  }
}
