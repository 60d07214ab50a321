package io.sojourn.connectors.channel.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.sojourn.connectors.channel.email.Mail.Header;
import io.sojourn.core.channel.OutgoingMail;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.UnsupportedEncodingException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.util.QPEncoderStream;
import org.jspecify.annotations.Nullable;

/** Writes MIME messages (RFC 2045) in which nothing but the body can break a line. */
final class MailWriter {
  private static final String CRLF = "\r\n";
  private static final Pattern LINE_BREAKING = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");
  private static final Pattern VISIBLE = Pattern.compile("[!-~&&[^<>]]{1,900}");
  private static final Pattern SAFE_ID = Pattern.compile("[A-Za-z0-9._-]{1,200}");

  /** The longest line of text, RFC 5322 section 2.1.1. */
  private static final int LONGEST_LINE = 998;

  /** Begins what separates parts; in no text that is encoded, RFC 2045 section 6.7. */
  private static final String BOUNDARY = "=_";

  /** The longest that separates parts is 70, RFC 2046 section 5.1.1. */
  private static final int LONGEST_BOUNDARY = 60;

  private MailWriter() {}

  /**
   * The message, complete with its id and date. The id says which command it is, so that a receiver
   * can drop a repetition.
   *
   * @throws AddressException if the sender or the recipient is not exactly one address
   * @throws MessagingException if something else of it cannot be written
   */
  static Mail write(OutgoingMail message, OffsetDateTime now) throws MessagingException {
    if (!SAFE_ID.matcher(message.commandId()).matches()) {
      throw new MessagingException("A command id is made of letters, digits and ._-");
    }
    InternetAddress from = sender(message.from());
    InternetAddress to = recipient(message.recipient());
    List<Header> headers = new ArrayList<>();
    headers.add(header("Date", RFC_1123_DATE_TIME.format(now)));
    headers.add(header("From", from.toString()));
    headers.add(header("To", to.toString()));
    headers.add(new Header("Message-ID", "<" + message.commandId() + "@sojourn>"));
    headers.add(header("Subject", encoded(message.subject())));
    headers.add(header("MIME-Version", "1.0"));
    addUnsubscribe(headers, message.unsubscribe());
    return new Mail(from, to, headers, body(headers, message));
  }

  private static Header header(String name, String value) {
    return new Header(name, MimeUtility.fold(name.length() + 2, value));
  }

  private static String encoded(String subject) {
    try {
      return MimeUtility.encodeText(
          LINE_BREAKING.matcher(subject).replaceAll(" "), UTF_8.name(), null);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Every JVM has UTF-8", e);
    }
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
      address.setPersonal(address.getPersonal(), UTF_8.name());
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException("Every JVM has UTF-8", e);
    }
    return address;
  }

  /** As RFC 2369 and, for one click, RFC 8058 say it. */
  private static void addUnsubscribe(List<Header> headers, @Nullable String address)
      throws MessagingException {
    if (address == null) {
      return;
    }
    if (!VISIBLE.matcher(address).matches()) {
      throw new MessagingException("An address of the web is made of visible characters");
    }
    headers.add(new Header("List-Unsubscribe", "<" + address + ">"));
    headers.add(new Header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
  }

  /** The body; what says how to read it is added to the headers. */
  private static byte[] body(List<Header> headers, OutgoingMail message) {
    String html = message.html();
    String text = message.text();
    if (html == null || text == null) {
      Part only = html == null ? Part.of("plain", text == null ? "" : text) : Part.of("html", html);
      headers.addAll(only.headers());
      return ended(only.content());
    }
    String id = message.commandId();
    String boundary = BOUNDARY + id.substring(0, Math.min(id.length(), LONGEST_BOUNDARY));
    headers.add(
        new Header("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\""));
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + html.length() + 1_024);
    // least to most faithful, RFC 2046 section 5.1.4
    for (Part part : List.of(Part.of("plain", text), Part.of("html", html))) {
      out.writeBytes(("--" + boundary + CRLF).getBytes(US_ASCII));
      for (Header header : part.headers()) {
        out.writeBytes((header.name() + ": " + header.value() + CRLF).getBytes(US_ASCII));
      }
      out.writeBytes(CRLF.getBytes(US_ASCII));
      out.writeBytes(part.content());
      out.writeBytes(CRLF.getBytes(US_ASCII));
    }
    out.writeBytes(("--" + boundary + "--" + CRLF).getBytes(US_ASCII));
    return out.toByteArray();
  }

  private static byte[] ended(byte[] content) {
    int length = content.length;
    if (length > 0 && content[length - 1] == '\n') {
      return content;
    }
    byte[] ended = Arrays.copyOf(content, length + 2);
    ended[length] = '\r';
    ended[length + 1] = '\n';
    return ended;
  }

  /** Text in one of its forms, without a line break that it does not have. */
  private record Part(List<Header> headers, byte[] content) {

    static Part of(String kind, String text) {
      byte[] bytes = lines(text.getBytes(UTF_8));
      String encoding = text.contains(BOUNDARY) ? "quoted-printable" : encoding(bytes);
      List<Header> headers =
          List.of(
              new Header("Content-Type", "text/" + kind + "; charset=UTF-8"),
              new Header("Content-Transfer-Encoding", encoding));
      return switch (encoding) {
        case "quoted-printable" -> new Part(headers, quoted(bytes));
        case "base64" -> new Part(headers, Base64.getMimeEncoder().encode(bytes));
        default -> new Part(headers, bytes);
      };
    }

    /** With CRLF for whatever breaks a line. */
    private static byte[] lines(byte[] text) {
      byte[] lines = new byte[text.length * 2];
      int length = 0;
      for (int i = 0; i < text.length; i++) {
        if (text[i] == '\n' || text[i] == '\r') {
          lines[length++] = '\r';
          lines[length++] = '\n';
          i += text[i] == '\r' && i + 1 < text.length && text[i + 1] == '\n' ? 1 : 0;
        } else {
          lines[length++] = text[i];
        }
      }
      return Arrays.copyOf(lines, length);
    }

    /** As it is if every server takes it; else that which is shorter. */
    private static String encoding(byte[] bytes) {
      int foreign = 0;
      int line = 0;
      boolean plain = true;
      for (byte next : bytes) {
        if (next == '\n') {
          line = 0;
        } else if (next != '\r') {
          line++;
          boolean visible = (next >= ' ' && next < 0x7f) || next == '\t';
          foreign += visible ? 0 : 1;
          plain &= visible && line <= LONGEST_LINE;
        }
      }
      if (plain) {
        return "7bit";
      }
      return foreign > bytes.length / 6 ? "base64" : "quoted-printable";
    }

    private static byte[] quoted(byte[] bytes) {
      ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length * 2);
      try (QPEncoderStream encoder = new QPEncoderStream(out)) {
        encoder.write(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return out.toByteArray();
    }
  }
}
