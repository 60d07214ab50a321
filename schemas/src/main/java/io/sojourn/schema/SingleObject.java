package io.sojourn.schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Avro's single-object encoding: {@code C3 01}, the CRC-64-AVRO fingerprint of the writer's schema
 * (8 bytes, little-endian), the data. Reads what any release wrote; writes the current schema.
 *
 * <p>Not thread-safe: it holds buffers. Each operator instance has one of its own.
 */
public final class SingleObject {
  private static final byte MAGIC = (byte) 0xC3;
  private static final byte FORMAT = 0x01;
  private static final int HEADER = 10;

  // Readers and writers are thread-safe and costly to make: one per schema for all instances.
  private static final Map<Long, SpecificDatumReader<SpecificRecord>> READERS =
      new ConcurrentHashMap<>();
  private static final Map<Class<?>, Writer> WRITERS = new ConcurrentHashMap<>();

  static {
    AvroClasses.allow();
  }

  private final ByteArrayOutputStream buffer = new ByteArrayOutputStream(512);
  private @Nullable BinaryEncoder encoder;
  private @Nullable BinaryDecoder decoder;

  private record Writer(byte[] header, SpecificDatumWriter<SpecificRecord> datum) {}

  /** Whether the bytes begin as single-object encoded data does. */
  public static boolean isSingleObject(byte[] bytes) {
    return bytes.length >= 2 && bytes[0] == MAGIC && bytes[1] == FORMAT;
  }

  /** The record with the header of its current schema. */
  public byte[] encode(SpecificRecord message) {
    Writer writer = WRITERS.computeIfAbsent(message.getClass(), c -> writer(message));
    buffer.reset();
    buffer.writeBytes(writer.header());
    encoder = EncoderFactory.get().binaryEncoder(buffer, encoder);
    try {
      writer.datum().write(message, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("A byte array does not fail", e);
    }
    return buffer.toByteArray();
  }

  /**
   * The message that the bytes hold.
   *
   * @throws WireException if they are malformed, of an unknown schema, or hold another message
   */
  public <T extends SpecificRecord> T decode(byte[] bytes, Class<T> type) {
    SpecificRecord message = decode(bytes);
    if (!type.isInstance(message)) {
      throw new WireException(
          "a " + message.getClass().getSimpleName() + " instead of a " + type.getSimpleName());
    }
    return type.cast(message);
  }

  /**
   * The message that the bytes hold, whichever it is.
   *
   * @throws WireException if they are malformed or of an unknown schema
   */
  public SpecificRecord decode(byte[] bytes) {
    if (!isSingleObject(bytes) || bytes.length < HEADER) {
      throw new WireException(bytes.length + " bytes without the header C3 01 and a fingerprint");
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    SpecificDatumReader<SpecificRecord> reader =
        READERS.computeIfAbsent(fingerprint, SingleObject::reader);
    SpecificRecord message;
    boolean complete;
    try {
      decoder = DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, decoder);
      message = reader.read(null, decoder);
      complete = decoder.isEnd();
    } catch (IOException | RuntimeException e) {
      // Avro has no common exception for damaged data; the classes it throws vary by reader.
      throw new WireException(
          bytes.length + " bytes that do not follow their schema: " + e.getClass().getSimpleName());
    }
    if (!complete) {
      throw new WireException("bytes after the end of the data");
    }
    return message;
  }

  private static Writer writer(SpecificRecord message) {
    byte[] header =
        ByteBuffer.allocate(HEADER)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(MAGIC)
            .put(FORMAT)
            .putLong(SchemaNormalization.parsingFingerprint64(message.getSchema()))
            .array();
    return new Writer(header, new SpecificDatumWriter<>(message.getSchema()));
  }

  private static SpecificDatumReader<SpecificRecord> reader(long fingerprint) {
    SchemaReleases.Known known = SchemaReleases.byFingerprint(fingerprint);
    if (known == null) {
      throw new WireException(
          "an unknown schema with fingerprint " + HexFormat.of().toHexDigits(fingerprint));
    }
    return new SpecificDatumReader<>(known.writer(), SchemaReleases.current(known.message()));
  }
}
