package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Set;

/** Finds identities in stored bytes by their keys, without reading what else is there. */
public final class KeyScan {
  private static final int KEY_BYTES = 18;

  private final Set<IdentityKey> keys;
  private final BitSet ranks = new BitSet();

  public KeyScan(Collection<IdentityKey> keys) {
    this.keys = Set.copyOf(keys);
    keys.forEach(key -> ranks.set(key.rank()));
  }

  /** Whether it is one of the keys. */
  public boolean is(IdentityKey key) {
    return keys.contains(key);
  }

  /** Whether one of the keys is written there; now and then also if none is. */
  public boolean finds(byte[] stored) {
    for (int at = 0; at + KEY_BYTES <= stored.length; at++) {
      if (ranks.get((stored[at] & 0xff) << 8 | stored[at + 1] & 0xff)) {
        byte[] key = Arrays.copyOfRange(stored, at, at + KEY_BYTES);
        if (keys.contains(IdentityCodec.readKey(new ByteReader(key)))) {
          return true;
        }
      }
    }
    return false;
  }
}
