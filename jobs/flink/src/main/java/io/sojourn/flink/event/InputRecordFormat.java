package io.sojourn.flink.event;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.flink.support.Codec;

/** The form of an {@link InputRecord} between operators. */
public final class InputRecordFormat implements Codec<InputRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public String name() {
    return "input-record";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<InputRecord> type() {
    return InputRecord.class;
  }

  @Override
  public byte[] encode(InputRecord record) {
    ByteWriter out = new ByteWriter(record.payload().length + 64);
    out.writeString(record.topic()).writeVarInt(record.partition()).writeLong(record.offset());
    out.writeLong(record.timestamp()).writeNullableString(record.format());
    return out.writeBytes(record.payload()).toBytes();
  }

  @Override
  public InputRecord decode(int version, byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    return new InputRecord(
        in.readString(),
        in.readVarInt(),
        in.readLong(),
        in.readLong(),
        in.readNullableString(),
        in.readBytes());
  }
}
