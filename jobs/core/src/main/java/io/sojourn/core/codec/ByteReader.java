package io.sojourn.core.codec;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link ByteWriter} wrote.
 *
 * <p>Every method throws {@link MalformedBytesException} when the bytes end early or cannot have
 * been written by it.
 */
public final class ByteReader {
  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public int readByte() {
    need(1);
    return bytes[position++] & 0xff;
  }

  public boolean readBoolean() {
    return readByte() != 0;
  }

  public int readShort() {
    return readByte() << 8 | readByte();
  }

  public long readLong() {
    need(8);
    long value = (long) ByteWriter.LONGS.get(bytes, position);
    position += 8;
    return value;
  }

  public double readDouble() {
    return Double.longBitsToDouble(readLong());
  }

  public long readVarLong() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      int b = readByte();
      value |= (long) (b & 0x7f) << shift;
      if ((b & 0x80) == 0) {
        return value;
      }
    }
    throw new MalformedBytesException("a varint of more than 10 bytes at " + position);
  }

  public int readVarInt() {
    return (int) readVarLong();
  }

  /** A length or count: a varint between 0 and the bytes that are left. */
  public int readCount() {
    int count = readVarInt();
    if (count < 0 || count > remaining()) {
      throw new MalformedBytesException(
          "a count of " + count + " with " + remaining() + " bytes left");
    }
    return count;
  }

  public String readString() {
    int length = readCount();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public @Nullable String readNullableString() {
    return readBoolean() ? readString() : null;
  }

  public byte[] readBytes() {
    return readRaw(readCount());
  }

  /** Bytes alone, without a length. */
  public byte[] readRaw(int length) {
    need(length);
    byte[] value = new byte[length];
    System.arraycopy(bytes, position, value, 0, length);
    position += length;
    return value;
  }

  public int remaining() {
    return bytes.length - position;
  }

  private void need(int count) {
    if (remaining() < count) {
      throw new MalformedBytesException(
          "need " + count + " bytes at " + position + " of " + bytes.length);
    }
  }
}
