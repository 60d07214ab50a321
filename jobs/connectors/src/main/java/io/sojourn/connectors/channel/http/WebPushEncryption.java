package io.sojourn.connectors.channel.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts a message for a browser: RFC 8291, in one record of RFC 8188. */
final class WebPushEncryption {
  /** The curve of all keys. */
  static final ECGenParameterSpec CURVE = new ECGenParameterSpec("secp256r1");

  /** Bytes of a salt. */
  static final int SALT = 16;

  /** The most bytes that a message may have. */
  static final int MOST = 3_993;

  private static final int RECORD = 4_096;
  private static final int COORDINATE = 32;
  private static final byte LAST_RECORD = 2;

  private WebPushEncryption() {}

  /**
   * The body of a request with {@code Content-Encoding: aes128gcm}.
   *
   * @param receiver the key of the subscription, {@code p256dh}, 65 bytes
   * @param auth its secret, 16 bytes
   * @param sender a pair of keys for this message alone
   * @param salt for this message alone, {@link #SALT} bytes
   * @throws GeneralSecurityException if the receiver's key is none
   */
  static byte[] encrypt(byte[] message, byte[] receiver, byte[] auth, KeyPair sender, byte[] salt)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
    agreement.init(sender.getPrivate());
    ECPublicKey ownKey = (ECPublicKey) sender.getPublic();
    agreement.doPhase(publicKey(receiver, ownKey.getParams()), true);
    byte[] own = point(ownKey);
    byte[] info = together("WebPush: info\0".getBytes(US_ASCII), receiver, own);
    byte[] secret = derived(auth, agreement.generateSecret(), info, 32);
    byte[] key = derived(salt, secret, "Content-Encoding: aes128gcm\0".getBytes(US_ASCII), 16);
    byte[] nonce = derived(salt, secret, "Content-Encoding: nonce\0".getBytes(US_ASCII), 12);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
    byte[] head = ByteBuffer.allocate(5).putInt(RECORD).put((byte) own.length).array();
    byte[] sealed = cipher.doFinal(together(message, new byte[] {LAST_RECORD}));
    return together(salt, head, own, sealed);
  }

  /** HKDF with SHA-256, RFC 5869, for at most 32 bytes. */
  private static byte[] derived(byte[] salt, byte[] input, byte[] info, int length)
      throws GeneralSecurityException {
    byte[] random = mac(salt, input);
    return Arrays.copyOf(mac(random, together(info, new byte[] {1})), length);
  }

  private static byte[] mac(byte[] key, byte[] data) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(data);
  }

  /** The uncompressed form, SEC 1 section 2.3.3. */
  static byte[] point(ECPublicKey key) {
    byte[] point = new byte[1 + 2 * COORDINATE];
    point[0] = 4;
    put(key.getW().getAffineX(), point, 1);
    put(key.getW().getAffineY(), point, 1 + COORDINATE);
    return point;
  }

  private static void put(BigInteger number, byte[] into, int at) {
    byte[] bytes = number.toByteArray();
    int length = Math.min(bytes.length, COORDINATE);
    System.arraycopy(bytes, bytes.length - length, into, at + COORDINATE - length, length);
  }

  private static PublicKey publicKey(byte[] point, ECParameterSpec curve)
      throws GeneralSecurityException {
    BigInteger x = new BigInteger(1, Arrays.copyOfRange(point, 1, 1 + COORDINATE));
    BigInteger y = new BigInteger(1, Arrays.copyOfRange(point, 1 + COORDINATE, point.length));
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(x, y), curve));
  }

  private static byte[] together(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
