package io.sojourn.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SingleObjectTest {
  private final SingleObject codec = new SingleObject();

  static Iterable<SpecificRecord> samples() {
    return Samples.all();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsBackWhatItWrote(SpecificRecord message) {
    byte[] bytes = codec.encode(message);

    assertThat(SingleObject.isSingleObject(bytes)).isTrue();
    assertThat(codec.decode(bytes)).isEqualTo(message);
    assertThat(codec.decode(bytes, message.getClass())).isEqualTo(message);
  }

  @Test
  void writesWhatAvrosOwnDecoderReads() throws Exception {
    SpecificRecord event = Samples.all().get(0);

    var avro =
        new BinaryMessageDecoder<Event>(SpecificData.getForClass(Event.class), Event.SCHEMA$);

    assertThat(avro.decode(codec.encode(event))).isEqualTo(event);
  }

  @Test
  void sayWhichMessageItIsWhenAnotherIsExpected() {
    assertThatThrownBy(() -> codec.decode(codec.encode(Samples.all().get(0)), Outcome.class))
        .isInstanceOf(WireException.class)
        .hasMessage("a Event instead of a Outcome");
  }

  @Test
  void refusesAnUnknownFingerprint() {
    byte[] bytes = codec.encode(Samples.all().get(0));
    bytes[5] ^= 1;

    assertThatThrownBy(() -> codec.decode(bytes))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("unknown schema");
  }

  @Test
  void refusesBytesAfterTheEnd() {
    byte[] bytes = codec.encode(Samples.all().get(0));

    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("after the end");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void refusesEveryTruncation(SpecificRecord message) {
    byte[] bytes = codec.encode(message);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> codec.decode(cut))
          .as("%d of %d bytes", length, bytes.length)
          .isInstanceOf(WireException.class)
          .hasNoCause()
          .message()
          .doesNotContain("ada@example.com");
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void throwsNothingElseOnDamagedBytes(long seed) {
    Random random = new Random(seed);
    int refused = 0;
    for (SpecificRecord message : Samples.all()) {
      byte[] bytes = codec.encode(message);
      for (int round = 0; round < 500; round++) {
        byte[] damaged = bytes.clone();
        for (int i = 0; i <= random.nextInt(4); i++) {
          damaged[10 + random.nextInt(bytes.length - 10)] = (byte) random.nextInt();
        }
        try {
          codec.decode(damaged);
        } catch (WireException e) {
          refused++;
        } catch (Throwable e) {
          throw new AssertionError("seed " + seed + ", " + message.getClass(), e);
        }
      }
    }
    assertThat(refused).as("seed %d", seed).isGreaterThan(500);
  }

  @Test
  void allowingAgainChangesNothing() {
    AvroClasses.allow();
    var allowed = ClassSecurityValidator.getGlobal();
    AvroClasses.allow();

    assertThat(ClassSecurityValidator.getGlobal()).isSameAs(allowed);
    assertThat(allowed.isTrusted(Event.class)).isTrue();
    assertThat(allowed.isTrusted(String.class)).isTrue();
    assertThat(allowed.isTrusted(ProcessBuilder.class)).isFalse();
  }
}
