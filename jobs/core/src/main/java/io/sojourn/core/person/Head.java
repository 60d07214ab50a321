package io.sojourn.core.person;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;

/**
 * What must be known of a person before deciding which other parts to read; stored in front of the
 * profile.
 */
final class Head {
  private static final int VERSION = 2;

  /** Noted as well for when a timer stood. */
  private static final int FIRST_VERSION = 1;

  /** The greatest {@code now} so far: time never goes back for a person. */
  long lastNow;

  /** When a signal's oldest entry leaves its window. */
  long audienceDue = Long.MAX_VALUE;

  /** When the next journey instance is due. */
  long journeyDue = Long.MAX_VALUE;

  /** Whether the journeys part holds instances. */
  boolean inJourney;

  /** The workspace version that was last evaluated. */
  String version = "";

  /**
   * When something next falls due; {@code Long.MAX_VALUE} if nothing does. A timer stands then, or
   * earlier: one that fires too early asks for the next.
   */
  long nextDue() {
    return Math.min(audienceDue, journeyDue);
  }

  void write(ByteWriter out) {
    out.writeByte(VERSION).writeLong(lastNow).writeLong(audienceDue).writeLong(journeyDue);
    out.writeBoolean(inJourney).writeString(version);
  }

  static Head read(ByteReader in) {
    int version = in.readByte();
    if (version != VERSION && version != FIRST_VERSION) {
      throw new MalformedBytesException("a person head of version " + version);
    }
    Head head = new Head();
    head.lastNow = in.readLong();
    if (version == FIRST_VERSION) {
      in.readLong();
    }
    head.audienceDue = in.readLong();
    head.journeyDue = in.readLong();
    head.inJourney = in.readBoolean();
    head.version = in.readString();
    return head;
  }
}
