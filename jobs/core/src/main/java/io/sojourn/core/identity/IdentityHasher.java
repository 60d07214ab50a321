package io.sojourn.core.identity;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes identity values with HMAC-SHA-256 under the secret of the installation, so that keys and
 * person ids cannot be guessed from values. Not thread-safe.
 */
public final class IdentityHasher {
  private final Mac mac;
  private final String fingerprint;

  /**
   * @param secret at least 16 bytes
   */
  public IdentityHasher(byte[] secret) {
    if (secret.length < 16) {
      throw new IllegalArgumentException(
          "The identity secret has " + secret.length + " bytes, it needs 16 or more");
    }
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("This JDK has no HmacSHA256", e);
    }
    fingerprint =
        HexFormat.of()
            .formatHex(mac.doFinal("sojourn fingerprint".getBytes(StandardCharsets.UTF_8)), 0, 8);
  }

  /** What identifies the secret without revealing it. */
  public String fingerprint() {
    return fingerprint;
  }

  /** The key of a normalised value. */
  public IdentityKey key(String sandbox, Namespace namespace, String normalisedValue) {
    mac.update(sandbox.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update((byte) namespace.ordinal());
    mac.update((byte) 0);
    ByteBuffer hash =
        ByteBuffer.wrap(mac.doFinal(normalisedValue.getBytes(StandardCharsets.UTF_8)));
    return new IdentityKey(namespace.rank(), hash.getLong(), hash.getLong());
  }
}
