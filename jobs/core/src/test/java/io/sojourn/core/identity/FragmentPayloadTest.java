package io.sojourn.core.identity;

import static io.sojourn.core.identity.TestIdentities.key;
import static io.sojourn.core.identity.TestIdentities.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sojourn.core.codec.MalformedBytesException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentPayloadTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 200})
  void readsWhatItWrote(int size) {
    byte[] content = new byte[size];
    Arrays.fill(content, (byte) 7);
    FragmentPayload read =
        FragmentPayload.decode(new FragmentPayload(key(3), person(4), -9, content, 77).encode());
    assertThat(read)
        .usingRecursiveComparison()
        .isEqualTo(new FragmentPayload(key(3), person(4), -9, content, 77));
  }

  @Test
  void refusesBytesThatEndEarlyOrLate() {
    byte[] bytes = new FragmentPayload(key(3), person(4), 1, new byte[] {1, 2}, 77).encode();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FragmentPayload.decode(cut))
          .isInstanceOf(MalformedBytesException.class);
    }
    assertThatThrownBy(() -> FragmentPayload.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(MalformedBytesException.class);
  }

  @Test
  void itsTextHasNoContent() {
    assertThat(new FragmentPayload(key(3), person(4), 1, new byte[] {1, 2}, 77))
        .hasToString("FragmentPayload[2 bytes]");
  }
}
