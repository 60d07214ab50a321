package io.sojourn.core.journey;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Values;
import io.sojourn.core.identity.Identity;
import java.util.Map;
import java.util.TreeMap;

/** One person's way through one journey. It belongs to its entry identity and moves with it. */
final class Instance {
  final String id;
  final String journey;
  final int version;
  final String key;
  final Identity entry;
  final long enteredAt;
  final long timeoutAt;

  /** Fields of the entry event; empty after an entry by audience. */
  final Map<String, Object> event;

  String step;

  /** How many steps were reached; part of every command id. */
  int visits;

  /** When the wait ends, epoch milliseconds. */
  long due;

  /** Whether a command was issued. */
  boolean issued;

  /** What it has on surfaces, by step. */
  final Map<String, Placed> placed = new TreeMap<>();

  Instance(
      String id,
      String journey,
      int version,
      String key,
      Identity entry,
      long enteredAt,
      long timeoutAt,
      Map<String, Object> event,
      String step) {
    this.id = id;
    this.journey = journey;
    this.version = version;
    this.key = key;
    this.entry = entry;
    this.enteredAt = enteredAt;
    this.timeoutAt = timeoutAt;
    this.event = event;
    this.step = step;
  }

  /** When something happens to it without an event. */
  long nextDue() {
    return Math.min(due, timeoutAt);
  }

  /** What re-entrance looks at. */
  String slot() {
    return Journeys.slot(journey, key);
  }

  void write(ByteWriter out) {
    out.writeString(id).writeString(journey).writeVarInt(version).writeString(key);
    out.writeString(entry.namespace()).writeString(entry.value());
    out.writeLong(enteredAt).writeLong(timeoutAt);
    Values.writeMap(out, event);
    out.writeString(step).writeVarInt(visits).writeLong(due).writeBoolean(issued);
    out.writeVarInt(placed.size());
    placed.forEach(
        (at, content) -> {
          out.writeString(at);
          content.write(out);
        });
  }

  static Instance read(int version, ByteReader in) {
    Instance instance =
        new Instance(
            in.readString(),
            in.readString(),
            in.readVarInt(),
            in.readString(),
            new Identity(in.readString(), in.readString()),
            in.readLong(),
            in.readLong(),
            Values.readMap(in),
            in.readString());
    instance.visits = in.readVarInt();
    instance.due = in.readLong();
    instance.issued = in.readBoolean();
    for (int i = version == 1 ? 0 : in.readCount(); i > 0; i--) {
      instance.placed.put(in.readString(), Placed.read(in));
    }
    return instance;
  }
}
