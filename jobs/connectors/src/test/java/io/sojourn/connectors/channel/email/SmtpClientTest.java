package io.sojourn.connectors.channel.email;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.connectors.channel.ChannelClient;
import io.sojourn.connectors.channel.ChannelClientContract;
import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.OutgoingMail;
import io.sojourn.core.channel.SecretReference;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpClientTest extends ChannelClientContract {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final SmtpTimeouts TRUSTING = new SmtpTimeouts(LONG, LONG, LONG, LONG, 3);
  private static final SmtpTimeouts CAREFUL =
      new SmtpTimeouts(LONG, LONG, LONG, Duration.ZERO, 100);

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  private final SmtpClient client = client(TRUSTING);

  private SmtpClient client(SmtpTimeouts timeouts) {
    return new SmtpClient(endpoint(server.port()), timeouts, new Secrets());
  }

  private static EmailChannel endpoint(int port) {
    return new EmailChannel(
        "127.0.0.1",
        port,
        EmailChannel.Tls.NONE,
        null,
        null,
        "Shop <shop@example.com>",
        null,
        null,
        100,
        Channel.STANDARD_VALIDITY);
  }

  private static OutgoingMail message(String recipient, String from, String subject) {
    return new OutgoingMail("c1", "test", recipient, from, subject, "<p>ü</p>", "ü", null);
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Override
  protected ChannelClient client() {
    return client;
  }

  @Override
  protected List<String> taken() {
    return server.commandIds();
  }

  @Override
  protected void answerNext(SendResult.Kind kind) {
    server.replyToRecipient(kind == SendResult.Kind.TEMPORARY ? 451 : 550);
  }

  @Test
  void writesBothPartsInUtf8() throws Exception {
    client.send(message("ada@example.com", "Größe <shop@example.com>", "Grüße 🛒"));

    MimeMessage mail = server.mails().get(0);
    MimeMultipart parts = (MimeMultipart) mail.getContent();
    assertThat(mail.getMessageID()).isEqualTo("<c1@sojourn>");
    assertThat(mail.getSubject()).isEqualTo("Grüße 🛒");
    assertThat(mail.getFrom()[0].toString()).contains("shop@example.com");
    assertThat(mail.getSentDate()).isNotNull();
    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(0).getContent()).isEqualTo("ü");
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContent()).isEqualTo("<p>ü</p>");
  }

  @Test
  void eachMessageIsReportedOnByItsId() {
    EmailChannel shop = endpoint(server.port());
    EmailChannel reported =
        new EmailChannel(
            shop.host(),
            shop.port(),
            shop.tls(),
            null,
            null,
            shop.from(),
            null,
            "bounces@mail.example.com",
            shop.ratePerSecond(),
            shop.validity());
    client.send(message("ada@example.com", "Shop <shop@example.com>", "Hi"));
    try (SmtpClient other = new SmtpClient(reported, TRUSTING, new Secrets())) {
      assertThat(other.send(message("ada@example.com", "Shop <shop@example.com>", "Hi")))
          .isEqualTo(SendResult.SENT);
    }
    assertThat(server.senders()).containsExactly("shop@example.com", "bounces+c1@mail.example.com");
  }

  @Test
  void keepsTheConnectionForSomeMessages() {
    for (int i = 0; i < 7; i++) {
      client.send(message("m" + i));
    }
    assertThat(server.connections()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Hi\r\nBcc: eve@example.com", "Hi\nBcc: eve@example.com", "Hi\r\n\r\nx"})
  void letsNoSubjectBreakTheHeader(String subject) throws Exception {
    client.send(message("ada@example.com", "Shop <shop@example.com>", subject));

    MimeMessage mail = server.mails().get(0);
    assertThat(mail.getHeader("Bcc")).isNull();
    assertThat(mail.getSubject()).startsWith("Hi ").doesNotContain("\n", "\r");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ada",
        "ada@",
        "@example.com",
        "ada@example.com, eve@example.com",
        "Ada <ada@example.com>",
        "ada@example.com\r\nBcc: eve@example.com",
        "ada@example.com\nRCPT TO:<eve@example.com>",
        "friends: ada@example.com;",
      })
  void refusesWhatIsNotOneAddress(String recipient) {
    assertThat(client.send(message(recipient, "shop@example.com", "Hi")))
        .isEqualTo(SendResult.permanent("ADDRESS_INVALID"));
    assertThat(server.connections()).isZero();
  }

  @Test
  void refusesASenderThatBreaksTheHeader() {
    assertThat(client.send(message("ada@example.com", "Shop\r\nX: y <shop@example.com>", "Hi")))
        .isEqualTo(SendResult.permanent("ADDRESS_INVALID"));
  }

  @ParameterizedTest
  @ValueSource(ints = {421, 451, 452})
  void takesA4xxForTemporaryWhereverItComes(int code) {
    server.replyToData(code);
    String reply = "SMTP_" + code;
    assertThat(client.send(message("a")))
        .isEqualTo(code == 421 ? SendResult.unavailable(reply) : SendResult.temporary(reply));
    assertThat(client.send(message("a"))).isEqualTo(SendResult.SENT);
    assertThat(server.commandIds()).containsExactly("a");
  }

  @Test
  void takesA5xxToTheContentForPermanent() {
    server.replyToData(554);
    assertThat(client.send(message("a"))).isEqualTo(SendResult.permanent("SMTP_554"));
  }

  @Test
  void triesAgainLaterWhenTheServerIsDown() {
    server.close();
    assertThat(client.send(message("a"))).isEqualTo(SendResult.unavailable("SMTP_CONNECT"));
  }

  @Test
  void doesNotWaitForASlowServer() {
    server.stall();
    Duration brief = Duration.ofMillis(200);
    SmtpClient hasty = client(new SmtpTimeouts(LONG, brief, LONG, LONG, 10));

    assertThat(hasty.send(message("a"))).isEqualTo(SendResult.unavailable("SMTP_TIMEOUT"));
    assertThat(server.commandIds()).isEmpty();
  }

  @Test
  void connectsAgainAfterTheConnectionBrokeDuringAMessage() {
    server.replyToRecipient(ScriptedSmtpServer.DROP);

    assertThat(client.send(message("a")).kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(client.send(message("a"))).isEqualTo(SendResult.SENT);
    assertThat(server.connections()).isEqualTo(2);
  }

  @Test
  void noticesAConnectionThatBrokeBetweenMessages() {
    SmtpClient careful = client(CAREFUL);
    assertThat(careful.send(message("a"))).isEqualTo(SendResult.SENT);
    int port = server.port();
    server.close();

    try (ScriptedSmtpServer next = new ScriptedSmtpServer(port)) {
      assertThat(careful.send(message("b"))).isEqualTo(SendResult.SENT);
      assertThat(next.commandIds()).containsExactly("b");
    }
  }

  @Test
  void triesAgainLaterWhenASecretIsMissing() {
    EmailChannel locked =
        new EmailChannel(
            "127.0.0.1",
            server.port(),
            EmailChannel.Tls.NONE,
            SecretReference.parse("${env:SOJOURN_TEST_NO_SUCH_USER}"),
            SecretReference.parse("${file:/nonexistent/sojourn}"),
            "shop@example.com",
            null,
            null,
            1,
            Channel.STANDARD_VALIDITY);
    SmtpClient client = new SmtpClient(locked, TRUSTING, new Secrets());

    assertThat(client.send(message("a"))).isEqualTo(SendResult.unavailable("SECRET_MISSING"));
  }

  @Test
  void logsInWithTheSecretsThatAreThereNow(@TempDir Path folder) throws Exception {
    Path user = Files.writeString(folder.resolve("user"), "shop");
    Path password = Files.writeString(folder.resolve("password"), "wrong");
    try (ScriptedSmtpServer demanding = ScriptedSmtpServer.demanding("shop", "right")) {
      EmailChannel locked =
          new EmailChannel(
              "127.0.0.1",
              demanding.port(),
              EmailChannel.Tls.NONE,
              SecretReference.parse("${file:" + user + "}"),
              SecretReference.parse("${file:" + password + "}"),
              "shop@example.com",
              null,
              null,
              1,
              Channel.STANDARD_VALIDITY);
      SmtpClient client = new SmtpClient(locked, TRUSTING, new Secrets());

      assertThat(client.send(message("a"))).isEqualTo(SendResult.unavailable("SMTP_LOGIN"));
      Files.writeString(password, "right\n");
      assertThat(client.send(message("a"))).isEqualTo(SendResult.SENT);
      assertThat(demanding.commandIds()).containsExactly("a");
      client.close();
    }
  }

  @Test
  void letsNoCommandIdBreakTheHeader() {
    assertThat(client.send(message("a>\r\nBcc: eve@example.com")))
        .isEqualTo(SendResult.permanent("MESSAGE_INVALID"));
  }

  @Test
  void neverFallsBackToAnUnprotectedConnection() {
    EmailChannel protectedOnly =
        new EmailChannel(
            "127.0.0.1",
            server.port(),
            EmailChannel.Tls.STARTTLS,
            null,
            null,
            "shop@example.com",
            null,
            null,
            1,
            Channel.STANDARD_VALIDITY);
    SmtpClient client = new SmtpClient(protectedOnly, TRUSTING, new Secrets());

    assertThat(client.send(message("a")).kind()).isEqualTo(SendResult.Kind.UNAVAILABLE);
    assertThat(server.commandIds()).isEmpty();
  }
}
