package io.sojourn.core.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 for ids that must be the same everywhere and for ever. */
public final class Hash {
  private Hash() {}

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This JDK has no SHA-256", e);
    }
  }

  /** The first 16 bytes of the hash of the parts, each preceded by its length, as 32 hex digits. */
  public static String id(String... parts) {
    return HexFormat.of().formatHex(sha256(joined(parts)), 0, 16);
  }

  /** The first 8 bytes of the hash of the parts, each preceded by its length. */
  public static long id64(String... parts) {
    return ByteBuffer.wrap(sha256(joined(parts))).getLong();
  }

  /**
   * 64-bit FNV-1a (Fowler, Noll, Vo) with the finalizer of MurmurHash3, over the UTF-16 code units:
   * cheap, for recognising an event id among a few hundred.
   */
  public static long fast64(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return hash ^ (hash >>> 33);
  }

  private static byte[] joined(String... parts) {
    ByteWriter out = new ByteWriter();
    for (String part : parts) {
      byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
      out.writeVarInt(utf8.length).writeRaw(utf8);
    }
    return out.toBytes();
  }
}
