package io.sojourn.flink.convert;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.flink.support.Codec;
import io.sojourn.schema.Topic;
import org.jspecify.annotations.Nullable;

/** The form of an {@link OutputRecord} between operators. */
public final class OutputRecordFormat implements Codec<OutputRecord> {
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
  public byte[] encode(OutputRecord record) {
    ByteWriter out = new ByteWriter(256);
    out.writeString(record.topic().name()).writeLong(record.timestamp());
    writeNullable(out, record.key());
    writeNullable(out, record.value());
    return out.toBytes();
  }

  @Override
  public OutputRecord decode(int version, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    Topic topic = Topic.valueOf(in.readString());
    long timestamp = in.readLong();
    return new OutputRecord(topic, readNullable(in), readNullable(in), timestamp);
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
