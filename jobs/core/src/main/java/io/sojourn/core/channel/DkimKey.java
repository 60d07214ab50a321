package io.sojourn.core.channel;

import java.util.regex.Pattern;

/**
 * What mails are signed with, RFC 6376: receivers find the public key in the DNS, as the text
 * record {@code selector._domainkey.domain}.
 *
 * @param domain who signs; receivers want it to be the sender's, or to hold it
 * @param selector names the key among those of the domain
 * @param key where the private key is: PKCS #8 in PEM, RSA of 1,024 bits or more, better 2,048, or
 *     Ed25519
 */
public record DkimKey(String domain, String selector, SecretReference key) {
  private static final Pattern LABELS =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
  private static final int LONGEST_NAME = 253;

  public DkimKey {
    if (!isName(domain) || !isName(selector)) {
      throw new IllegalArgumentException("A domain and a selector are names of the DNS");
    }
  }

  private static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && LABELS.matcher(text).matches();
  }
}
