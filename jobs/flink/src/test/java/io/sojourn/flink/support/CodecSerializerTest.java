package io.sojourn.flink.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class CodecSerializerTest {

  /** Text; the first version wrote it backwards. */
  public static final class TextCodec implements Codec<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "text";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public byte[] encode(String value) {
      return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String decode(int version, byte[] bytes) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      return version == 1 ? new StringBuilder(text).reverse().toString() : text;
    }
  }

  /** Another format. */
  public static final class OtherCodec implements Codec<String> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "other";
    }

    @Override
    public int version() {
      return 2;
    }

    @Override
    public Class<String> type() {
      return String.class;
    }

    @Override
    public byte[] encode(String value) {
      return new byte[0];
    }

    @Override
    public String decode(int version, byte[] bytes) {
      return "";
    }
  }

  private final Codec<String> codec = new TextCodec();

  private static DataInputDeserializer written(DataOutputSerializer out) {
    return new DataInputDeserializer(out.getCopyOfBuffer());
  }

  @Test
  void readsAndCopiesWhatItWrote() throws IOException {
    CodecSerializer<String> serializer = new CodecSerializer<>(codec);
    DataOutputSerializer out = new DataOutputSerializer(16);
    DataOutputSerializer copy = new DataOutputSerializer(16);
    serializer.serialize("Grüße", out);
    serializer.copy(written(out), copy);

    assertThat(serializer.deserialize(written(copy))).isEqualTo("Grüße");
  }

  @Test
  void restoresFromItsSnapshot() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(16);
    TypeSerializerSnapshot.writeVersionedSnapshot(
        out, new CodecSerializer<>(codec).snapshotConfiguration());
    TypeSerializerSnapshot<String> read =
        TypeSerializerSnapshot.readVersionedSnapshot(written(out), getClass().getClassLoader());

    assertThat(read.restoreSerializer()).isEqualTo(new CodecSerializer<>(codec));
  }

  @Test
  void migratesFromAnOlderVersionAndRefusesAnythingElse() throws IOException {
    var now = new CodecSerializer<>(codec).snapshotConfiguration();
    var old = new CodecSerializerSnapshot<>(codec, 1);
    var newer = new CodecSerializerSnapshot<>(codec, 3);
    var other = new CodecSerializer<>(new OtherCodec()).snapshotConfiguration();
    DataOutputSerializer out = new DataOutputSerializer(16);
    new CodecSerializer<>(codec).serialize("abc", out);

    assertThat(now.resolveSchemaCompatibility(now).isCompatibleAsIs()).isTrue();
    assertThat(now.resolveSchemaCompatibility(old).isCompatibleAfterMigration()).isTrue();
    assertThat(now.resolveSchemaCompatibility(newer).isIncompatible()).isTrue();
    assertThat(now.resolveSchemaCompatibility(other).isIncompatible()).isTrue();
    assertThat(old.restoreSerializer().deserialize(written(out))).isEqualTo("cba");
  }
}
