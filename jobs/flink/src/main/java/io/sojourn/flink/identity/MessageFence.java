package io.sojourn.flink.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps out the ghosts: messages to itself that the job wrote after the checkpoint which it then
 * went back to, and writes again. So each message takes effect once, as if nothing had failed.
 *
 * <p>A message is stamped with the checkpoint that its attempt began from, its origin, and with the
 * last checkpoint before it was sent. It counts if its attempt is this one, or an earlier one that
 * led here and had sent it before the checkpoint from which the next one began. Not told apart are
 * two attempts with one origin: if the second failure comes before the first checkpoint, ghosts of
 * the first attempt pass. The protocol bears them.
 */
final class MessageFence {
  /** The first byte of a stamped message; messages of before there were stamps begin with 1. */
  private static final int STAMPED = 2;

  private static final int VERSION = 1;

  /** Most origins that are remembered; what older attempts sent has long been read. */
  private static final int MAX_ORIGINS = 100;

  private final NavigableSet<Long> origins = new TreeSet<>();
  private long last;

  /**
   * @param stored what {@link #checkpoint} gave, of any subtasks; empty for a job that begins
   * @param origin the checkpoint that is gone back to; 0 for none
   * @throws MalformedBytesException if it did not give that
   */
  MessageFence(Collection<byte[]> stored, long origin) {
    for (byte[] each : stored) {
      ByteReader in = new ByteReader(each);
      int version = in.readByte();
      if (version != VERSION) {
        throw new MalformedBytesException("origins of version " + version);
      }
      for (int i = in.readCount(); i > 0; i--) {
        origins.add(in.readVarLong());
      }
    }
    origins.add(origin);
    last = origin;
    while (origins.size() > MAX_ORIGINS) {
      origins.pollFirst();
    }
  }

  /** A checkpoint is made now; returns what it has to hold. */
  byte[] checkpoint(long id) {
    last = id;
    ByteWriter out = new ByteWriter().writeByte(VERSION).writeVarInt(origins.size());
    origins.forEach(out::writeVarLong);
    return out.toBytes();
  }

  byte[] stamp(byte[] message) {
    return new ByteWriter(message.length + 12)
        .writeByte(STAMPED)
        .writeVarLong(origins.last())
        .writeVarLong(last)
        .writeRaw(message)
        .toBytes();
  }

  /**
   * The message under a stamp, or null if it is a ghost's.
   *
   * @throws MalformedBytesException if the stamp ends early
   */
  byte @Nullable [] admit(byte[] stamped) {
    if (!isStamped(stamped)) {
      return stamped;
    }
    ByteReader in = new ByteReader(stamped);
    in.readByte();
    long origin = in.readVarLong();
    Long next = origins.higher(origin);
    boolean counts = origins.contains(origin) && (next == null || in.readVarLong() < next);
    return counts ? message(stamped) : null;
  }

  /**
   * The message under a stamp, whoever sent it.
   *
   * @throws MalformedBytesException if the stamp ends early
   */
  static byte[] message(byte[] stamped) {
    if (!isStamped(stamped)) {
      return stamped;
    }
    ByteReader in = new ByteReader(stamped);
    in.readByte();
    in.readVarLong();
    in.readVarLong();
    return in.readRaw(in.remaining());
  }

  private static boolean isStamped(byte[] message) {
    return message.length > 0 && message[0] == STAMPED;
  }
}
