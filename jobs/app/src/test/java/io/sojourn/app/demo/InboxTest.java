package io.sojourn.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InboxTest {
  private static final String SCRIPT = "<script>alert('x')</script>";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void takesMailsAndCountsRepetitions() throws Exception {
    try (Inbox inbox = Inbox.start(0, 0, null)) {
      send(inbox, "c1", "Ada Lovelace", "Grüße 🛒", "<p>Größe</p>", "plain ü");
      send(inbox, "c2", "Grace Hopper", "Welcome", "<p>2</p>", "2");
      send(inbox, "c1", "Ada Lovelace", "Grüße 🛒", "<p>Größe</p>", "plain ü");

      assertThat(get(inbox, "api/counts").body().strip())
          .isEqualTo("{\"messages\":3,\"messageIds\":2,\"repeats\":1}");
      assertThat(get(inbox, "api/message-ids").body())
          .isEqualTo("2\t<c1@sojourn>\n1\t<c2@sojourn>\n");
      assertThat(get(inbox, "api/messages?limit=1").body())
          .contains("\"id\":2,\"messageId\":\"<c2@sojourn>\"", "\"times\":1", "ada@example.com")
          .doesNotContain("c1");
      assertThat(get(inbox, "").body()).contains("Grüße 🛒", "×2", "Welcome");
      assertThat(get(inbox, "list?q=gr%C3%BC").body()).contains("Grüße").doesNotContain("Welcome");
      assertThat(get(inbox, "?id=1").body())
          .contains("<iframe sandbox title=\"The mail\" src=\"/mails/1/html\">", "plain ü");
      assertThat(get(inbox, "mails/1/html").body()).isEqualTo("<p>Größe</p>");
    }
  }

  @Test
  void letsNoMailRunAnything() throws Exception {
    try (Inbox inbox = Inbox.start(0, 0, null)) {
      send(inbox, "c1", SCRIPT, SCRIPT + "{{list}}", SCRIPT, SCRIPT + "\" onload='x'");

      for (String page : new String[] {"", "?id=1", "list", "?id=1&q=%3Cscript%3E", "?q=%22%3E"}) {
        HttpResponse<String> answer = get(inbox, page);
        assertThat(answer.body()).as(page).doesNotContain(SCRIPT, "onload='x'");
        assertThat(policy(answer)).as(page).contains("default-src 'none'", "script-src 'self'");
      }
      assertThat(get(inbox, "?id=1").body()).contains("&lt;script&gt;alert(&#39;x&#39;)");
      assertThat(get(inbox, "?q=%22%3E").body()).contains("value=\"&quot;&gt;\"");
      HttpResponse<String> mail = get(inbox, "mails/1/html");
      assertThat(mail.body()).isEqualTo(SCRIPT);
      assertThat(policy(mail)).startsWith("sandbox; default-src 'none'").doesNotContain("script");
      HttpResponse<String> json = get(inbox, "api/messages");
      assertThat(json.headers().firstValue("Content-Type"))
          .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
      assertThat(json.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
  }

  @Test
  void remembersMessageIdsAcrossRestarts() throws Exception {
    try (Inbox inbox = Inbox.start(0, 0, folder)) {
      send(inbox, "c1", "Ada", "Hi", "<p>1</p>", "1");
      send(inbox, "c2", "Ada", "Hi", "<p>1</p>", "1");
    }
    Path log = folder.resolve("message-ids.log");
    assertThat(log).hasContent("<c1@sojourn>\n<c2@sojourn>\n");
    Files.writeString(log, "<c3@soj", StandardOpenOption.APPEND); // died in the middle of a line
    try (Inbox inbox = Inbox.start(0, 0, folder)) {
      send(inbox, "c1", "Ada", "Hi", "<p>1</p>", "1");
      assertThat(get(inbox, "api/message-ids").body())
          .isEqualTo("2\t<c1@sojourn>\n1\t<c2@sojourn>\n");
      assertThat(get(inbox, "api/messages").body()).contains("\"times\":2");
    }
  }

  @Test
  void answersWhatItDoesNotKnow() throws Exception {
    try (Inbox inbox = Inbox.start(0, 0, null)) {
      assertThat(get(inbox, "mails/7/html").statusCode()).isEqualTo(404);
      assertThat(get(inbox, "../etc/passwd").statusCode()).isEqualTo(404);
      assertThat(get(inbox, "?id=-1&q=%25%FF&limit=x&&=").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void keepsTheContentOfTheNewestOnly() throws Exception {
    try (Mailbox mailbox = new Mailbox(null, java.time.Clock.systemUTC())) {
      for (int i = 0; i < Mailbox.KEPT + 10; i++) {
        mailbox.accept(
            ("Message-ID: <m" + i + ">\r\nSubject: s\r\n\r\nx\r\n")
                .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
      }
      assertThat(mailbox.newest(Integer.MAX_VALUE, "")).hasSize(Mailbox.KEPT);
      assertThat(mailbox.mail(10)).isNull();
      assertThat(mailbox.mail(11)).isNotNull();
      assertThat(mailbox.counts())
          .isEqualTo(new Mailbox.Counts(Mailbox.KEPT + 10, Mailbox.KEPT + 10));
    }
  }

  private HttpResponse<String> get(Inbox inbox, String path) throws Exception {
    return http.send(
        HttpRequest.newBuilder(java.net.URI.create(inbox.address() + path)).build(),
        BodyHandlers.ofString());
  }

  private static String policy(HttpResponse<String> answer) {
    return answer.headers().firstValue("Content-Security-Policy").orElse("");
  }

  private static void send(
      Inbox inbox, String id, String to, String subject, String html, String text)
      throws Exception {
    Properties properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", String.valueOf(inbox.smtpPort()));
    MimeMessage mail =
        new MimeMessage(Session.getInstance(properties)) {
          @Override
          protected void updateMessageID() throws jakarta.mail.MessagingException {
            setHeader("Message-ID", "<" + id + "@sojourn>");
          }
        };
    mail.setFrom(new InternetAddress("shop@example.com", "Shop", "UTF-8"));
    mail.setRecipient(
        Message.RecipientType.TO, new InternetAddress("ada@example.com", to, "UTF-8"));
    mail.setSubject(subject, "UTF-8");
    MimeBodyPart plain = new MimeBodyPart();
    plain.setText(text, "UTF-8", "plain");
    MimeBodyPart rich = new MimeBodyPart();
    rich.setText(html, "UTF-8", "html");
    mail.setContent(new MimeMultipart("alternative", plain, rich));
    Transport.send(mail);
  }
}
