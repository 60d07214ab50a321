package io.sojourn.flink.convert;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.schema.Time;
import io.sojourn.schema.WireException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Identities, keys and field values on the wire and in memory. */
final class Wire {
  private Wire() {}

  static io.sojourn.schema.Identity toWire(Identity identity) {
    return new io.sojourn.schema.Identity(identity.namespace(), identity.value());
  }

  static List<io.sojourn.schema.Identity> toWire(List<Identity> identities) {
    List<io.sojourn.schema.Identity> wire = new ArrayList<>(identities.size());
    identities.forEach(identity -> wire.add(toWire(identity)));
    return wire;
  }

  static Identity fromWire(io.sojourn.schema.Identity identity) {
    return new Identity(identity.getNamespace(), identity.getValue());
  }

  static List<Identity> fromWire(List<io.sojourn.schema.Identity> identities) {
    return identities.stream().map(Wire::fromWire).toList();
  }

  /**
   * @throws WireException if it has another length
   */
  static IdentityKey key(ByteBuffer buffer) {
    byte[] bytes = bytes(buffer);
    if (bytes.length != Keys.IDENTITY_BYTES) {
      throw new WireException("an identity key of " + bytes.length + " bytes");
    }
    return Keys.identity(bytes);
  }

  static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  /** Sorted by path: equal maps become equal bytes. */
  static Map<String, Object> toWire(Map<String, Object> values) {
    Map<String, Object> wire = new TreeMap<>(values);
    wire.replaceAll((path, v) -> v instanceof Instant t ? new Time(t.toEpochMilli()) : v);
    return wire;
  }

  /** Sorted by path. */
  static Map<String, Object> fromWire(Map<String, Object> wire) {
    Map<String, Object> values = new LinkedHashMap<>(new TreeMap<>(wire));
    values.replaceAll(
        (path, v) -> v instanceof Time t ? Instant.ofEpochMilli(t.getEpochMillis()) : v);
    return values;
  }
}
