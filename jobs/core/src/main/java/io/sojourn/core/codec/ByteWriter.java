package io.sojourn.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Appends values to a growing byte array. Numbers are big-endian or LEB128 varints; strings are
 * length + UTF-8.
 */
public final class ByteWriter {
  /** Eight bytes of an array at once. */
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes;
  private int size;

  public ByteWriter() {
    this(256);
  }

  public ByteWriter(int capacity) {
    bytes = new byte[capacity];
  }

  public ByteWriter writeByte(int value) {
    ensure(1);
    bytes[size++] = (byte) value;
    return this;
  }

  public ByteWriter writeBoolean(boolean value) {
    return writeByte(value ? 1 : 0);
  }

  public ByteWriter writeShort(int value) {
    return writeByte(value >>> 8).writeByte(value);
  }

  public ByteWriter writeLong(long value) {
    ensure(8);
    LONGS.set(bytes, size, value);
    size += 8;
    return this;
  }

  public ByteWriter writeDouble(double value) {
    return writeLong(Double.doubleToRawLongBits(value));
  }

  /** An unsigned varint: small non-negative numbers are short. */
  public ByteWriter writeVarLong(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) (rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  public ByteWriter writeVarInt(int value) {
    return writeVarLong(value & 0xffffffffL);
  }

  public ByteWriter writeString(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return writeVarInt(utf8.length).writeRaw(utf8);
  }

  public ByteWriter writeNullableString(@Nullable String value) {
    if (value == null) {
      return writeBoolean(false);
    }
    return writeBoolean(true).writeString(value);
  }

  public ByteWriter writeBytes(byte[] value) {
    return writeVarInt(value.length).writeRaw(value);
  }

  /** The bytes alone, without a length. */
  public ByteWriter writeRaw(byte[] value) {
    ensure(value.length);
    System.arraycopy(value, 0, bytes, size, value.length);
    size += value.length;
    return this;
  }

  public int size() {
    return size;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void ensure(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
