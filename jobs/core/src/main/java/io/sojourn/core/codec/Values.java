package io.sojourn.core.codec;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Field values in bytes: a tag, then the value. */
public final class Values {
  private Values() {}

  public static void write(ByteWriter out, Object value) {
    if (value instanceof String s) {
      out.writeByte('s').writeString(s);
    } else if (value instanceof Long l) {
      out.writeByte('i').writeLong(l);
    } else if (value instanceof Double d) {
      out.writeByte('d').writeDouble(d);
    } else if (value instanceof Boolean b) {
      out.writeByte('b').writeBoolean(b);
    } else if (value instanceof Instant t) {
      out.writeByte('t').writeLong(t.toEpochMilli());
    } else {
      throw new IllegalArgumentException("No field has a value of " + value.getClass().getName());
    }
  }

  public static Object read(ByteReader in) {
    int tag = in.readByte();
    return switch (tag) {
      case 's' -> in.readString();
      case 'i' -> in.readLong();
      case 'd' -> in.readDouble();
      case 'b' -> in.readBoolean();
      case 't' -> Instant.ofEpochMilli(in.readLong());
      default -> throw new MalformedBytesException("an unknown value tag " + tag);
    };
  }

  public static void writeMap(ByteWriter out, Map<String, Object> map) {
    out.writeVarInt(map.size());
    map.forEach(
        (path, value) -> {
          out.writeString(path);
          write(out, value);
        });
  }

  public static Map<String, Object> readMap(ByteReader in) {
    int count = in.readCount();
    Map<String, Object> map = new LinkedHashMap<>(count * 2);
    for (int i = 0; i < count; i++) {
      map.put(in.readString(), read(in));
    }
    return map;
  }
}
