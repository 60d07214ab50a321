package io.sojourn.connectors.channel.email;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.channel.OutgoingMail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written, as another library reads it. */
class MailWriterTest {
  private static final OffsetDateTime NOW =
      OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 0, ZoneOffset.UTC);

  private static byte[] written(@Nullable String html, @Nullable String text, String subject)
      throws MessagingException, IOException {
    OutgoingMail message =
        new OutgoingMail("c1", "s", "ada@example.com", "Shop <s@b.c>", subject, html, text, null);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    MailWriter.write(message, NOW).writeTo(out);
    return out.toByteArray();
  }

  private static MimeMessage read(byte[] bytes) throws MessagingException {
    return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Hello",
        "Hello\r\n",
        ".\n..\n.dots",
        "ends with a space \nand a tab\t",
        "Grüße an alle, die heute hier sind und nicht anderswo: viel Glück und guten Mut!",
        "Доброе утро",
        "🛒🛒🛒🛒",
        "--=_c1\r\nContent-Type: text/html\r\n\r\nnot another part",
        "a = b and =3D",
        "bell \u0007 and nul \u0000"
      })
  void everyTextComesBack(String text) throws Exception {
    for (String body : new String[] {text, text + "x".repeat(1_500), (text + " ").repeat(50)}) {
      byte[] alone = written(null, body, "Hi");
      assertThat(ended((String) read(alone).getContent())).isEqualTo(ended(body));
      MimeMultipart parts = (MimeMultipart) read(written(body, body, "Hi")).getContent();
      assertThat(parts.getCount()).isEqualTo(2);
      assertThat(parts.getBodyPart(0).getContent()).isEqualTo(unix(body));
      assertThat(parts.getBodyPart(1).getContent()).isEqualTo(unix(body));
      for (String line : new String(alone, US_ASCII).split("\r\n", -1)) {
        assertThat(line.length()).isLessThanOrEqualTo(998);
        assertThat(line).doesNotContain("\r").doesNotContain("\n");
      }
      for (byte next : alone) {
        assertThat(next).as("7 bits").isNotNegative();
      }
    }
  }

  /** With the line breaks of mails. */
  private static String unix(String text) {
    return text.replaceAll("\r\n?|\n", "\r\n");
  }

  /** Of a text alone the last line ends, unless it is in base64. */
  private static String ended(String text) {
    return unix(text).endsWith("\r\n") ? unix(text) : unix(text) + "\r\n";
  }

  @Test
  void theShorterFormIsTaken() throws Exception {
    assertThat(read(written(null, "Hello", "Hi")).getEncoding()).isEqualTo("7bit");
    assertThat(read(written(null, "Viel Glück heute", "Hi")).getEncoding())
        .isEqualTo("quoted-printable");
    assertThat(read(written(null, "Доброе утро", "Hi")).getEncoding()).isEqualTo("base64");
  }

  @Test
  void longSubjectsAreFoldedAndReadBack() throws Exception {
    String subject = "Größe ".repeat(60).strip();
    byte[] bytes = written(null, "x", subject);
    assertThat(read(bytes).getSubject()).isEqualTo(subject);
    assertThat(new String(bytes, US_ASCII).lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void saysNothingOfWhomItIsFor() throws Exception {
    OutgoingMail message =
        new OutgoingMail("c1", "s", "ada@example.com", "s@b.c", "Hi", null, "secret", null);
    assertThat(MailWriter.write(message, NOW).toString()).isEqualTo("Mail[8 bytes]");
  }
}
