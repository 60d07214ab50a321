package io.sojourn.connectors.channel;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** Keys and certificates as text, RFC 7468. What is wrong with one is said without its content. */
public final class Pem {
  private static final Pattern ARMOUR =
      Pattern.compile("-----(BEGIN|END) PRIVATE KEY-----|\\s", Pattern.CASE_INSENSITIVE);

  private Pem() {}

  /**
   * A private key in PKCS #8.
   *
   * @param algorithms of Java's {@link KeyFactory}, any of which will do
   * @throws GeneralSecurityException if it is none of these
   */
  public static PrivateKey privateKey(String pem, List<String> algorithms)
      throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec;
    try {
      spec =
          new PKCS8EncodedKeySpec(Base64.getDecoder().decode(ARMOUR.matcher(pem).replaceAll("")));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("A private key that is no PEM");
    }
    for (String algorithm : algorithms) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // of another kind, then
      }
    }
    throw new GeneralSecurityException("A private key that is none of " + algorithms);
  }

  /**
   * One certificate or more.
   *
   * @throws GeneralSecurityException if there is none, or something else
   */
  public static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
    byte[] bytes = pem.getBytes(StandardCharsets.UTF_8);
    List<X509Certificate> all;
    try {
      all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (CertificateException e) {
      throw new GeneralSecurityException("Certificates that are no PEM");
    }
    if (all.isEmpty()) {
      throw new GeneralSecurityException("No certificate");
    }
    return all;
  }
}
