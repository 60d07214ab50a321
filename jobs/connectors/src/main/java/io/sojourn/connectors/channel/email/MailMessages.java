package io.sojourn.connectors.channel.email;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.sojourn.core.channel.OutgoingMail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Builds MIME messages in which nothing but the body can break a line. */
final class MailMessages {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();
  private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
  private static final Pattern VISIBLE = Pattern.compile("[!-~&&[^<>]]{1,900}");
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  private MailMessages() {}

  /**
   * The message, complete with its id and date.
   *
   * @throws AddressException if the sender or the recipient is not exactly one address
   */
  static MimeMessage build(Session session, OutgoingMail message) throws MessagingException {
    MimeMessage mail = new IdentifiedMessage(session, message.commandId());
    mail.setFrom(sender(message.from()));
    mail.setRecipient(Message.RecipientType.TO, recipient(message.recipient()));
    mail.setSubject(LINE_BREAKING.matcher(message.subject()).replaceAll(" "), UTF_8);
    mail.setHeader("Date", RFC_1123_DATE_TIME.format(OffsetDateTime.now(ZoneOffset.UTC)));
    setBody(mail, message);
    setUnsubscribe(mail, message.unsubscribe());
    mail.saveChanges();
    return mail;
  }

  private static InternetAddress recipient(String text) throws AddressException {
    InternetAddress address = new InternetAddress(text, true);
    if (address.isGroup()
        || !text.equals(address.getAddress())
        || LINE_BREAKING.matcher(text).find()
        || text.indexOf('@') < 0) {
      throw new AddressException("A recipient is exactly one plain address");
    }
    return address;
  }

  private static InternetAddress sender(String text) throws AddressException {
    if (LINE_BREAKING.matcher(text).find()) {
      throw new AddressException("A sender is in one line");
    }
    InternetAddress address = new InternetAddress(text, true);
    try {
      address.setPersonal(address.getPersonal(), UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Every JVM has UTF-8", e);
    }
    return address;
  }

  private static void setBody(MimeMessage mail, OutgoingMail message) throws MessagingException {
    String html = message.html();
    String text = message.text();
    if (html != null && text != null) {
      MimeBodyPart plain = new MimeBodyPart();
      plain.setText(text, UTF_8, "plain");
      MimeBodyPart rich = new MimeBodyPart();
      rich.setText(html, UTF_8, "html");
      // Least to most faithful, RFC 2046 section 5.1.4.
      mail.setContent(new MimeMultipart("alternative", plain, rich));
    } else if (html != null) {
      mail.setText(html, UTF_8, "html");
    } else {
      mail.setText(text == null ? "" : text, UTF_8, "plain");
    }
  }

  /** As RFC 2369 and, for one click, RFC 8058 say it. */
  private static void setUnsubscribe(MimeMessage mail, @Nullable String address)
      throws MessagingException {
    if (address == null) {
      return;
    }
    if (!VISIBLE.matcher(address).matches()) {
      throw new MessagingException("An address of the web is made of visible characters");
    }
    mail.setHeader("List-Unsubscribe", "<" + address + ">");
    mail.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
  }

  /** A message whose id says which command it is, so that a receiver can drop a repetition. */
  private static final class IdentifiedMessage extends MimeMessage {
    private final String commandId;

    IdentifiedMessage(Session session, String commandId) throws MessagingException {
      super(session);
      if (!SAFE_ID.matcher(commandId).matches()) {
        throw new MessagingException("A command id is made of letters, digits and ._-");
      }
      this.commandId = commandId;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + commandId + "@sojourn>");
    }
  }
}
