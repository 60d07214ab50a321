package io.sojourn.flink.convert;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.flink.support.Codec;
import io.sojourn.schema.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A record for one of our topics.
 *
 * @param key null where the topic has no key
 * @param value null to remove what the topic holds under the key
 */
public record OutputRecord(Topic topic, byte @Nullable [] key, byte @Nullable [] value) {

  /** Outputs carry personal data, which must not reach a log. */
  @Override
  public String toString() {
    return "OutputRecord[" + topic.shortName() + "]";
  }

  /** Its form between operators. */
  public static final class Format implements Codec<OutputRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "output-record";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<OutputRecord> type() {
      return OutputRecord.class;
    }

    @Override
    public byte[] encode(OutputRecord value) {
      ByteWriter out = new ByteWriter(256);
      out.writeString(value.topic.name());
      writeNullable(out, value.key);
      writeNullable(out, value.value);
      return out.toBytes();
    }

    @Override
    public OutputRecord decode(int version, byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      return new OutputRecord(Topic.valueOf(in.readString()), readNullable(in), readNullable(in));
    }

    private static void writeNullable(ByteWriter out, byte @Nullable [] bytes) {
      out.writeBoolean(bytes != null);
      if (bytes != null) {
        out.writeBytes(bytes);
      }
    }

    private static byte @Nullable [] readNullable(ByteReader in) {
      return in.readBoolean() ? in.readBytes() : null;
    }
  }
}
