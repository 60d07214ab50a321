package io.sojourn.app.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes the inbox as HTML. It works without scripts; with them the list keeps itself fresh. */
final class InboxPage {
  static final int LISTED = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

  private final Mailbox mailbox;

  /** What stands before, between and after the words, the list and the mail. */
  private final String[] frame = resource("inbox.html").split("\\{\\{[a-z]+\\}\\}");

  InboxPage(Mailbox mailbox) {
    this.mailbox = mailbox;
  }

  /** A file beside this class. */
  static String resource(String name) {
    try (InputStream in = InboxPage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The whole page.
   *
   * @param words what is searched for, perhaps nothing
   * @param open number of the mail to show; 0 for none
   */
  String page(String words, long open) {
    return frame[0]
        + Html.escape(words)
        + frame[1]
        + list(words, open)
        + frame[2]
        + mail(mailbox.mail(open))
        + frame[3];
  }

  /** The counts and the list: the part of the page that changes by itself. */
  String list(String words, long open) {
    Mailbox.Counts counts = mailbox.counts();
    List<Mailbox.Listed> mails = mailbox.newest(LISTED, words);
    StringBuilder out = new StringBuilder(16 * 1024);
    out.append("<p class=\"counts\"><b>").append(counts.messages()).append("</b> received · <b>");
    out.append(counts.messageIds()).append("</b> different · <b>").append(counts.repeats());
    out.append("</b> repeated</p>\n<ol>\n");
    mails.forEach(mail -> row(mail, words, open, out));
    out.append("</ol>\n");
    if (mails.isEmpty()) {
      out.append("<p class=\"none\">").append(words.isBlank() ? "No mail yet" : "Nothing found");
      out.append(".</p>\n");
    } else if (mails.size() == LISTED) {
      out.append("<p class=\"none\">The newest ").append(LISTED).append(" are shown.</p>\n");
    }
    return out.toString();
  }

  private static void row(Mailbox.Listed listed, String words, long open, StringBuilder out) {
    ReceivedMail mail = listed.mail();
    ReceivedMail.Content content = mail.content();
    out.append("<li")
        .append(mail.number() == open ? " class=\"open\"" : "")
        .append("><a href=\"/?q=");
    out.append(URLEncoder.encode(words, StandardCharsets.UTF_8));
    out.append("&amp;id=").append(mail.number()).append("\">");
    out.append("<span class=\"to\">").append(Html.escape(content.to())).append("</span>");
    out.append("<time>").append(TIME.format(mail.at())).append("</time>");
    out.append("<span class=\"subject\">").append(Html.escape(content.subject()));
    out.append("</span>");
    if (listed.times() > 1) {
      out.append("<span class=\"times\" title=\"received ").append(listed.times());
      out.append(" times\">×").append(listed.times()).append("</span>");
    }
    out.append("<span class=\"from\">").append(Html.escape(content.from()));
    out.append("</span></a></li>\n");
  }

  private static String mail(@Nullable ReceivedMail mail) {
    if (mail == null) {
      return "<p class=\"hint\">Choose a mail to read it.</p>";
    }
    ReceivedMail.Content content = mail.content();
    StringBuilder out = new StringBuilder(4 * 1024);
    out.append("<header><h2>").append(Html.escape(content.subject())).append("</h2>\n<dl>");
    term("From", content.from(), out);
    term("To", content.to(), out);
    term("Came", TIME.format(mail.at()), out);
    term("Message-ID", mail.messageId(), out);
    out.append("</dl></header>\n");
    String text = "<pre>" + Html.escape(content.text()) + "</pre>\n";
    if (content.html().isEmpty()) {
      return out.append(text).toString();
    }
    out.append("<iframe sandbox title=\"The mail\" src=\"/mails/").append(mail.number());
    out.append("/html\"></iframe>\n<details><summary>As plain text</summary>").append(text);
    return out.append("</details>\n").toString();
  }

  private static void term(String name, String value, StringBuilder out) {
    out.append("<dt>").append(name).append("</dt><dd>").append(Html.escape(value)).append("</dd>");
  }
}
