package io.sojourn.core.journey;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.output.Content;

/**
 * Content that a step of an instance has placed on a surface.
 *
 * @param from epoch milliseconds, as {@code until}
 */
record Placed(
    String id,
    String surface,
    String channel,
    String template,
    int priority,
    long from,
    long until,
    String body) {

  Content.Item item(Instance by, String step) {
    return new Content.Item(
        id, by.journey, by.version, by.id, step, channel, template, priority, from, until, body);
  }

  void write(ByteWriter out) {
    out.writeString(id).writeString(surface).writeString(channel).writeString(template);
    out.writeVarInt(priority).writeLong(from).writeLong(until).writeString(body);
  }

  static Placed read(ByteReader in) {
    return new Placed(
        in.readString(),
        in.readString(),
        in.readString(),
        in.readString(),
        in.readVarInt(),
        in.readLong(),
        in.readLong(),
        in.readString());
  }
}
