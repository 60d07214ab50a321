package io.sojourn.connectors.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sojourn.connectors.channel.Secrets;
import io.sojourn.connectors.channel.SendResult;
import io.sojourn.core.channel.Channel;
import io.sojourn.core.channel.DkimKey;
import io.sojourn.core.channel.EmailChannel;
import io.sojourn.core.channel.OutgoingMail;
import io.sojourn.core.channel.SecretReference;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import org.apache.james.jdkim.DKIMVerifier;
import org.apache.james.jdkim.api.SignatureRecord;
import org.apache.james.jdkim.exceptions.FailException;
import org.eclipse.angus.mail.util.CRLFOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mails that a real server received, and a verifier that is not ours. */
class DkimSignerTest {
  private static final KeyPair KEYS = keys("RSA");
  private static final String ADDRESS = "https://shop.example.com/u?c=c1";

  private final ScriptedSmtpServer server = new ScriptedSmtpServer();
  @TempDir private Path folder;

  private static KeyPair keys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Path key(byte[] bytes) throws Exception {
    String pem =
        "-----BEGIN PRIVATE KEY-----\n"
            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
            + "\n-----END PRIVATE KEY-----\n";
    return Files.writeString(folder.resolve("dkim.pem"), pem);
  }

  private SmtpClient client(Path key) {
    SecretReference reference = SecretReference.parse("${file:" + key + "}");
    EmailChannel endpoint =
        new EmailChannel(
            "127.0.0.1",
            server.port(),
            EmailChannel.Tls.NONE,
            null,
            null,
            "Größe <shop@example.com>",
            new DkimKey("example.com", "s1", reference),
            null,
            100,
            Channel.STANDARD_VALIDITY);
    return new SmtpClient(endpoint, SmtpTimeouts.STANDARD, new Secrets());
  }

  private static OutgoingMail mail(String subject, String text) {
    return new OutgoingMail(
        "c1", "test", "ada@example.com", "Shop <shop@example.com>", subject, null, text, ADDRESS);
  }

  private byte[] received() throws Exception {
    MimeMessage mail = server.mails().get(server.mails().size() - 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    mail.writeTo(new CRLFOutputStream(out));
    return out.toByteArray();
  }

  private static List<SignatureRecord> verified(byte[] mail) throws Exception {
    String key = Base64.getEncoder().encodeToString(KEYS.getPublic().getEncoded());
    DKIMVerifier verifier =
        new DKIMVerifier(
            (method, selector, domain) ->
                List.of(
                    selector.toString().equals("s1") && domain.toString().equals("example.com")
                        ? "v=DKIM1; k=rsa; p=" + key
                        : "v=DKIM1; p="));
    return verifier.verify(new ByteArrayInputStream(mail));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hi",
        "Grüße 🛒\nund mehr\n\n\n",
        "  spaces \t and \t tabs \n  \n .\n..dots\nFrom here\r\non\rgoes it",
      })
  void anIndependentVerifierAcceptsWhatAServerReceived(String text) throws Exception {
    try (SmtpClient client = client(key(KEYS.getPrivate().getEncoded()))) {
      assertThat(client.send(mail("Grüße " + "lang ".repeat(40), text))).isEqualTo(SendResult.SENT);
    }
    List<SignatureRecord> signatures = verified(received());
    assertThat(signatures).hasSize(1);
    assertThat(signatures.get(0).getHeaders())
        .map(CharSequence::toString)
        .contains("from", "subject", "date", "message-id", "content-type")
        .contains("list-unsubscribe", "list-unsubscribe-post");
  }

  /** RFC 6376, section 3.4.4; the verifier above is of another opinion about lines alone. */
  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "\n\n"})
  void aBodyOfNothingIsHashedAsNothing(String text) throws Exception {
    try (SmtpClient client = client(key(KEYS.getPrivate().getEncoded()))) {
      client.send(mail("Hi", text));
    }
    assertThat(server.mails().get(0).getHeader("DKIM-Signature", null))
        .contains("bh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;");
  }

  @Test
  void aLongMessageOfTwoPartsIsAcceptedToo() throws Exception {
    OutgoingMail long_ =
        new OutgoingMail(
            "c1",
            "test",
            "ada@example.com",
            "Shop <shop@example.com>",
            "Hi",
            "<p>" + "word ".repeat(500) + "</p>",
            "ü".repeat(3_000),
            null);
    try (SmtpClient client = client(key(KEYS.getPrivate().getEncoded()))) {
      client.send(long_);
      client.send(long_);
    }
    assertThat(verified(received())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"c=c1", "One-Click", "ada@example.com", "text of the mail"})
  void whatIsSignedCannotBeChanged(String part) throws Exception {
    try (SmtpClient client = client(key(KEYS.getPrivate().getEncoded()))) {
      client.send(mail("Hi", "The text of the mail"));
    }
    String mail = new String(received(), ISO_8859_1);
    assertThat(mail).contains(part);
    byte[] changed = mail.replace(part, "x" + part.substring(1)).getBytes(ISO_8859_1);
    assertThatExceptionOfType(FailException.class).isThrownBy(() -> verified(changed));
  }

  @Test
  void noSecondSenderCanBeAdded() throws Exception {
    try (SmtpClient client = client(key(KEYS.getPrivate().getEncoded()))) {
      client.send(mail("Hi", "Hi"));
    }
    String more = "From: eve@example.com\r\n" + new String(received(), ISO_8859_1);
    assertThatExceptionOfType(FailException.class)
        .isThrownBy(() -> verified(more.getBytes(ISO_8859_1)));
  }

  @Test
  void oneClickIsOfferedAsRfc8058Says() throws Exception {
    try (SmtpClient client = client(key(KEYS.getPrivate().getEncoded()))) {
      client.send(mail("Hi", "Hi"));
    }
    MimeMessage mail = server.mails().get(0);
    assertThat(mail.getHeader("List-Unsubscribe")).containsExactly("<" + ADDRESS + ">");
    assertThat(mail.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
  }

  @Test
  void anEdwardsKeySignsToo() throws Exception {
    try (SmtpClient client = client(key(keys("Ed25519").getPrivate().getEncoded()))) {
      assertThat(client.send(mail("Hi", "Hi"))).isEqualTo(SendResult.SENT);
    }
    assertThat(server.mails().get(0).getHeader("DKIM-Signature", null))
        .contains("a=ed25519-sha256");
  }

  @Test
  void aKeyThatIsNoneWaitsToBeMended() throws Exception {
    Path key = key(new byte[] {1, 2, 3});
    try (SmtpClient client = client(key)) {
      assertThat(client.send(mail("Hi", "Hi")))
          .isEqualTo(SendResult.unavailable("DKIM_KEY_UNUSABLE"));
      Files.delete(key);
      assertThat(client.send(mail("Hi", "Hi"))).isEqualTo(SendResult.unavailable("SECRET_MISSING"));
      key(KEYS.getPrivate().getEncoded());
      assertThat(client.send(mail("Hi", "Hi"))).isEqualTo(SendResult.SENT);
    }
  }
}
