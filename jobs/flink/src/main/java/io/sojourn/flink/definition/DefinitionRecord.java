package io.sojourn.flink.definition;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.flink.support.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A record of the definitions topic.
 *
 * @param key empty where the record had none
 * @param value null for a tombstone
 * @param timestamp its log time, epoch milliseconds
 */
public record DefinitionRecord(
    byte[] key, byte @Nullable [] value, int partition, long offset, long timestamp) {

  /** Its form between operators and in state. */
  public static final class Format implements Codec<DefinitionRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public String name() {
      return "definition-record";
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public Class<DefinitionRecord> type() {
      return DefinitionRecord.class;
    }

    @Override
    public byte[] encode(DefinitionRecord record) {
      ByteWriter out = new ByteWriter(256);
      out.writeBytes(record.key)
          .writeVarInt(record.partition)
          .writeLong(record.offset)
          .writeLong(record.timestamp);
      out.writeBoolean(record.value != null);
      if (record.value != null) {
        out.writeBytes(record.value);
      }
      return out.toBytes();
    }

    @Override
    public DefinitionRecord decode(int version, byte[] bytes) {
      ByteReader in = new ByteReader(bytes);
      byte[] key = in.readBytes();
      int partition = in.readVarInt();
      long offset = in.readLong();
      long timestamp = in.readLong();
      return new DefinitionRecord(
          key, in.readBoolean() ? in.readBytes() : null, partition, offset, timestamp);
    }
  }
}
