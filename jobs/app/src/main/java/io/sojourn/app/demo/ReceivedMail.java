package io.sojourn.app.demo;

import java.time.Instant;

/**
 * What the inbox shows of a mail. All of it is somebody else's text.
 *
 * @param number its place in the order of arrival, from 1
 * @param at when it came first since the inbox was started
 */
record ReceivedMail(long number, Instant at, String messageId, Content content) {

  /**
   * What is inside of a mail.
   *
   * @param text its plain part, perhaps empty
   * @param html its HTML part, perhaps empty
   */
  record Content(String from, String to, String subject, String text, String html) {
    /** Mails are personal data, which must not reach a log. */
    @Override
    public String toString() {
      return "Content";
    }
  }

  /** Mails are personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "ReceivedMail[" + number + "]";
  }
}
