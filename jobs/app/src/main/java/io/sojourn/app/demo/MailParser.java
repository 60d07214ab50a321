package io.sojourn.app.demo;

import io.sojourn.core.codec.Hash;
import jakarta.mail.Address;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Reads mails, however broken: what cannot be read is empty. */
final class MailParser {
  /** How much of each part is shown, in characters. */
  private static final int MAX_PART = 64 * 1024;

  private static final int MAX_HEADER = 500;
  private static final int MAX_DEPTH = 8;
  private static final Session SESSION = Session.getInstance(new Properties());

  private MailParser() {}

  /** A mail with its Message-ID, which is made of a hash of the mail where it has none. */
  record Parsed(String messageId, ReceivedMail.Content content) {}

  static Parsed parse(byte[] mail) {
    try {
      MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(mail));
      String id = oneWord(message.getHeader("Message-ID", null));
      Parts parts = new Parts();
      parts.collect(message, 0);
      ReceivedMail.Content content =
          new ReceivedMail.Content(
              addresses(message, null),
              addresses(message, Message.RecipientType.TO),
              shortened(message.getSubject()),
              parts.text,
              parts.html);
      return new Parsed(id.isEmpty() ? hash(mail) : id, content);
    } catch (MessagingException e) {
      return new Parsed(hash(mail), new ReceivedMail.Content("", "", "(unreadable)", "", ""));
    }
  }

  private static String addresses(MimeMessage message, Message.@Nullable RecipientType type) {
    try {
      Address[] addresses = type == null ? message.getFrom() : message.getRecipients(type);
      StringBuilder all = new StringBuilder();
      for (Address address : addresses == null ? new Address[0] : addresses) {
        String text =
            address instanceof InternetAddress internet
                ? internet.toUnicodeString()
                : address.toString();
        all.append(all.isEmpty() ? "" : ", ").append(text);
      }
      return shortened(all.toString());
    } catch (MessagingException e) {
      return "(unreadable)";
    }
  }

  /** Ids are kept as lines of a file: no white space, no control characters. */
  private static String oneWord(@Nullable String id) {
    String word = id == null ? "" : id.replaceAll("[\\s\\p{Cntrl}]+", "");
    return word.length() <= MAX_HEADER ? word : hash(word.getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(Hash.sha256(bytes));
  }

  private static String shortened(@Nullable String header) {
    String text = header == null ? "" : header;
    return text.length() <= MAX_HEADER ? text : text.substring(0, MAX_HEADER) + "…";
  }

  /** The first plain and the first HTML part. */
  private static final class Parts {
    private String text = "";
    private String html = "";

    void collect(Part part, int depth) {
      try {
        if (part.isMimeType("multipart/*") && depth < MAX_DEPTH) {
          if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
              BodyPart each = parts.getBodyPart(i);
              collect(each, depth + 1);
            }
          }
        } else if (part.isMimeType("text/html") && html.isEmpty()) {
          html = body(part);
        } else if (part.isMimeType("text/*") && text.isEmpty()) {
          text = body(part);
        }
      } catch (MessagingException | IOException e) {
        text = text.isEmpty() ? "(a part that cannot be read)" : text;
      }
    }

    private static String body(Part part) throws MessagingException, IOException {
      String body = String.valueOf(part.getContent());
      return body.length() <= MAX_PART ? body : body.substring(0, MAX_PART);
    }
  }
}
