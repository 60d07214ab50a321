package io.sojourn.connectors.channel.email;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.sojourn.connectors.channel.Pem;
import io.sojourn.core.channel.DkimKey;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.util.CRLFOutputStream;

/**
 * Signs messages as RFC 6376 says, with {@code relaxed/relaxed} and {@code rsa-sha256} or {@code
 * ed25519-sha256} (RFC 8463). The sender is signed once more than it is there, so that nobody can
 * add another one (RFC 6376, section 8.15).
 */
final class DkimSigner {
  /** What is signed, as far as a message has it; the last two as RFC 8058, section 4 asks. */
  private static final List<String> SIGNED =
      List.of(
          "from",
          "to",
          "subject",
          "date",
          "message-id",
          "mime-version",
          "content-type",
          "content-transfer-encoding",
          "list-unsubscribe",
          "list-unsubscribe-post");

  private static final Pattern SPACES = Pattern.compile("[ \t]+");
  private static final Pattern FOLDS = Pattern.compile("\\s+");
  private static final int LEAST_RSA_BITS = 1024;
  private static final int LINE = 72;

  private final DkimKey names;
  private final PrivateKey key;

  /**
   * @param pem the private key, PKCS #8
   * @throws GeneralSecurityException if it is none; the message says nothing of it
   */
  DkimSigner(DkimKey names, String pem) throws GeneralSecurityException {
    this.names = names;
    this.key = read(pem);
  }

  private static PrivateKey read(String pem) throws GeneralSecurityException {
    PrivateKey read = Pem.privateKey(pem, List.of("RSA", "Ed25519"));
    if (read instanceof RSAPrivateKey rsa && rsa.getModulus().bitLength() < LEAST_RSA_BITS) {
      throw new GeneralSecurityException("An RSA key of under 1,024 bits");
    }
    return read;
  }

  /**
   * Signs a message, which must not be changed afterwards.
   *
   * @param mail saved
   * @throws IllegalArgumentException if it cannot be written
   */
  void sign(MimeMessage mail) throws GeneralSecurityException {
    try {
      mail.setHeader("DKIM-Signature", signature(mail));
    } catch (MessagingException | IOException e) {
      throw new IllegalArgumentException("A message that cannot be written", e);
    }
  }

  private String signature(MimeMessage mail)
      throws MessagingException, IOException, GeneralSecurityException {
    List<String> headers = new ArrayList<>();
    List<String> signed = new ArrayList<>();
    for (String name : SIGNED) {
      for (Header header : Collections.list(mail.getMatchingHeaders(new String[] {name}))) {
        headers.add(relaxed(name, header.getValue()));
        signed.add(name);
      }
    }
    signed.add("from");
    boolean rsa = key instanceof RSAPrivateKey;
    String tags =
        String.join(
            "\r\n ",
            "v=1; a=" + (rsa ? "rsa" : "ed25519") + "-sha256; c=relaxed/relaxed;",
            "d=" + names.domain() + "; s=" + names.selector() + ";",
            "h=" + String.join(":\r\n  ", signed) + ";",
            "bh=" + base64(sha256(body(mail))) + ";",
            "b=");
    String all = String.join("\r\n", headers) + "\r\n" + relaxed("dkim-signature", tags);
    byte[] digested = all.getBytes(ISO_8859_1);
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
    signature.initSign(key);
    // RFC 8463 signs the digest; RSA digests what it signs
    signature.update(rsa ? digested : sha256(digested));
    return tags + folded(base64(signature.sign()));
  }

  /** RFC 6376, section 3.4.2. */
  private static String relaxed(String name, String value) {
    return name.toLowerCase(Locale.ROOT) + ":" + FOLDS.matcher(value).replaceAll(" ").strip();
  }

  /** The body as it is sent, by RFC 6376, section 3.4.4. */
  private static byte[] body(MimeMessage mail) throws MessagingException, IOException {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    mail.writeTo(new CRLFOutputStream(sent));
    String text = sent.toString(ISO_8859_1);
    String[] lines = text.substring(text.indexOf("\r\n\r\n") + 4).split("\r\n", -1);
    int end = lines.length;
    StringBuilder body = new StringBuilder(text.length());
    for (int i = 0; i < lines.length; i++) {
      lines[i] = SPACES.matcher(lines[i]).replaceAll(" ");
      if (lines[i].endsWith(" ")) {
        lines[i] = lines[i].substring(0, lines[i].length() - 1);
      }
    }
    while (end > 0 && lines[end - 1].isEmpty()) {
      end--;
    }
    for (int i = 0; i < end; i++) {
      body.append(lines[i]).append("\r\n");
    }
    return body.toString().getBytes(ISO_8859_1);
  }

  private static String folded(String base64) {
    StringBuilder folded = new StringBuilder();
    for (int at = 0; at < base64.length(); at += LINE) {
      folded.append("\r\n  ").append(base64, at, Math.min(base64.length(), at + LINE));
    }
    return folded.toString();
  }

  private static byte[] sha256(byte[] bytes) throws GeneralSecurityException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
