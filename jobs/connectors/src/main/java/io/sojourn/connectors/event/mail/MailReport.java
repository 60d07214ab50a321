package io.sojourn.connectors.event.mail;

import io.sojourn.core.channel.Feedback.Report;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePartDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.dsn.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * What a mail system reports on a message: a delivery status notification (RFC 3464) or a complaint
 * (RFC 5965).
 *
 * @param code of the status (RFC 3463) or the type of the complaint (RFC 5965); empty if unknown
 * @param recipient the address that the message was for
 * @param command which command of ours it was; null if the report does not tell
 */
public record MailReport(Report kind, String code, String recipient, @Nullable String command) {
  private static final List<String> DELIVERY_STATUS =
      List.of("message/delivery-status", "message/global-delivery-status");

  private static final List<String> COMPLAINT = List.of("message/feedback-report");

  /** The message that it is about, or its headers. */
  private static final List<String> ORIGINAL =
      List.of("message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers");

  private static final Session SESSION = Session.getInstance(new Properties());

  /** In a Message-ID and in a return path of ours. */
  private static final Pattern COMMAND = Pattern.compile("(?:<|\\+)([0-9a-f]{32})@");

  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>;,\"]+@[^\\s<>;,\"]+");

  /** RFC 3463, section 2. */
  private static final Pattern STATUS = Pattern.compile("[245]\\.[0-9]{1,3}\\.[0-9]{1,3}");

  /** There is no such mailbox, or nobody may write to it: RFC 3463 section 3, RFC 7505. */
  private static final Set<String> GONE = Set.of("5.1.1", "5.1.3", "5.1.6", "5.1.10", "5.2.1");

  /** RFC 5965, section 7.3; {@code not-spam} (RFC 6430) is no complaint. */
  private static final Set<String> COMPLAINTS = Set.of("abuse", "fraud", "virus", "other");

  /** The bytes are no report. */
  public static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param seen what was there instead, without content
     */
    Malformed(String seen) {
      super(seen, null, false, false);
    }
  }

  /** Reads a report as the mail system wrote it. */
  public static MailReport read(byte[] mail) throws Malformed {
    try {
      MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
      if (!message.isMimeType("multipart/report")) {
        throw new Malformed("no multipart/report");
      }
      return read(message, new MimeMultipart(new MimePartDataSource(message)));
    } catch (MessagingException | IOException e) {
      throw new Malformed("no mail that can be read");
    }
  }

  private static MailReport read(MimeMessage message, MimeMultipart parts)
      throws MessagingException, IOException, Malformed {
    InternetHeaders original = headers(part(parts, ORIGINAL));
    String command = command(message, original);
    BodyPart delivery = part(parts, DELIVERY_STATUS);
    if (delivery != null) {
      DeliveryStatus status = new DeliveryStatus(delivery.getInputStream());
      if (status.getRecipientDSNCount() == 0) {
        throw new Malformed("no recipient");
      }
      InternetHeaders of = status.getRecipientDSN(0);
      String code = first(STATUS, of.getHeader("Status", null), 0);
      String recipient =
          recipient(
              original,
              of.getHeader("Original-Recipient", null),
              of.getHeader("Final-Recipient", null));
      return new MailReport(action(of), code == null ? "" : code, recipient, command);
    }
    InternetHeaders of = headers(part(parts, COMPLAINT));
    if (of == null) {
      throw new Malformed("neither a delivery status nor a complaint");
    }
    String type = lower(of.getHeader("Feedback-Type", null));
    if (!COMPLAINTS.contains(type)) {
      throw new Malformed("a complaint of no known type");
    }
    String recipient = recipient(original, of.getHeader("Original-Rcpt-To", null));
    return new MailReport(Report.COMPLAINT, type, recipient, command);
  }

  /** Whether it says that there is no such mailbox. */
  public boolean saysGone() {
    return kind == Report.BOUNCE && GONE.contains(code);
  }

  private static Report action(InternetHeaders of) throws Malformed {
    return switch (lower(of.getHeader("Action", null))) {
      case "failed" -> Report.BOUNCE;
      case "delayed" -> Report.DELAY;
      case "delivered", "relayed", "expanded" -> Report.DELIVERED;
      default -> throw new Malformed("no action of RFC 3464");
    };
  }

  /**
   * Whom the message was for: as it says itself, for others may have passed it on to another
   * address; else as these say, the first that does.
   */
  private static String recipient(@Nullable InternetHeaders original, @Nullable String... said)
      throws Malformed {
    String address = first(ADDRESS, original == null ? null : original.getHeader("To", null), 0);
    for (String each : said) {
      address = address == null ? first(ADDRESS, each, 0) : address;
    }
    if (address == null) {
      throw new Malformed("nobody whom the mail was for");
    }
    return address;
  }

  /** The command that our message was, by its id or by where the report came to. */
  private static @Nullable String command(MimeMessage report, @Nullable InternetHeaders original)
      throws MessagingException {
    String command =
        first(COMMAND, original == null ? null : original.getHeader("Message-ID", null), 1);
    for (String header : List.of("To", "Delivered-To", "X-Original-To")) {
      command = command == null ? first(COMMAND, report.getHeader(header, ","), 1) : command;
    }
    return command;
  }

  /** The headers that a part holds; null for no part. */
  private static @Nullable InternetHeaders headers(@Nullable BodyPart part)
      throws MessagingException, IOException {
    return part == null ? null : new InternetHeaders(part.getInputStream());
  }

  /** The first part of one of these types; null if there is none. */
  private static @Nullable BodyPart part(MimeMultipart parts, List<String> types)
      throws MessagingException {
    for (int i = 0; i < parts.getCount(); i++) {
      BodyPart part = parts.getBodyPart(i);
      for (String type : types) {
        if (part.isMimeType(type)) {
          return part;
        }
      }
    }
    return null;
  }

  private static @Nullable String first(Pattern pattern, @Nullable String text, int group) {
    Matcher found = pattern.matcher(text == null ? "" : text);
    return found.find() ? found.group(group) : null;
  }

  private static String lower(@Nullable String text) {
    return text == null ? "" : text.strip().toLowerCase(Locale.ROOT);
  }

  /** Addresses are personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "MailReport[" + kind + " " + code + "]";
  }
}
