package io.sojourn.connectors.channel.email;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.sojourn.connectors.channel.Pem;
import io.sojourn.connectors.channel.email.Mail.Header;
import io.sojourn.core.channel.DkimKey;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.RSAPrivateKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

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

  /** The header that signs a message, which must not be changed afterwards. */
  Header sign(Mail mail) throws GeneralSecurityException {
    StringBuilder headers = new StringBuilder(2_048);
    List<String> signed = new ArrayList<>();
    for (Header header : mail.headers()) {
      String name = header.name().toLowerCase(Locale.ROOT);
      if (SIGNED.contains(name)) {
        headers.append(relaxed(name, header.value())).append("\r\n");
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
            "bh=" + base64(sha256(relaxed(mail.body()))) + ";",
            "b=");
    byte[] digested = headers.append(relaxed("dkim-signature", tags)).toString().getBytes(US_ASCII);
    Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "Ed25519");
    signature.initSign(key);
    // RFC 8463 signs the digest; RSA digests what it signs
    signature.update(rsa ? digested : sha256(digested));
    return new Header("DKIM-Signature", tags + folded(base64(signature.sign())));
  }

  /** RFC 6376, section 3.4.2. */
  private static String relaxed(String name, String value) {
    return name + ":" + FOLDS.matcher(value).replaceAll(" ").strip();
  }

  /**
   * A body by RFC 6376, section 3.4.4: spaces and tabs become one space, those at the end of a line
   * and empty lines at the end of all disappear.
   */
  private static byte[] relaxed(byte[] body) {
    byte[] relaxed = new byte[body.length];
    int length = 0;
    int end = 0; // of what is not empty lines only
    boolean space = false;
    for (byte next : body) {
      if (next == ' ' || next == '\t') {
        space = true;
        continue;
      }
      if (space && next != '\r') {
        relaxed[length++] = ' ';
      }
      space = false;
      relaxed[length++] = next;
      if (next != '\r' && next != '\n') {
        end = length;
      }
    }
    return Arrays.copyOf(relaxed, end == 0 ? 0 : end + 2);
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
