package io.sojourn.core.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.codec.ByteWriter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyScanTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 17, 18, 300})
  void findsAKeyWhereverItStands(int before) {
    Random random = new Random(before);
    IdentityKey sought = new IdentityKey(0x0201, random.nextLong(), random.nextLong());
    IdentityKey other = new IdentityKey(0x0201, sought.high(), sought.low() + 1);
    KeyScan scan = new KeyScan(List.of(sought, new IdentityKey(7, 1, 2)));
    assertThat(scan.finds(stored(random, before, sought))).isTrue();
    assertThat(scan.finds(stored(random, before, other))).isFalse();
    assertThat(scan.finds(new byte[before])).isFalse();
  }

  private static byte[] stored(Random random, int before, IdentityKey key) {
    byte[] noise = new byte[before];
    random.nextBytes(noise);
    ByteWriter out = new ByteWriter().writeRaw(noise);
    IdentityCodec.writeKey(out, key);
    return out.writeRaw(noise).toBytes();
  }
}
