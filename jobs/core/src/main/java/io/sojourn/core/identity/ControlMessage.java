package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.util.List;

/**
 * What one identity key tells another. Delivered at least once, in order between two keys; the
 * record key on the topic is the target.
 *
 * @param target the key that handles it
 * @param hops how often it was passed on because its target was not the leader, 0 to {@link
 *     #MAX_HOPS}
 * @param asOf the log's time of the event that caused it, epoch milliseconds
 */
public record ControlMessage(IdentityKey target, int hops, long asOf, Body body) {

  /** A message passed on more often than this is a dead letter. */
  public static final int MAX_HOPS = 16;

  /** What is told. */
  public sealed interface Body permits LinkReport, Claim, Unite, Absorb, Belief {}

  /**
   * To the leader: these identities were seen in one event.
   *
   * @param identities 2 to {@link NodeLogic#MAX_IDENTITIES} of them
   * @param time when, epoch milliseconds
   * @param reporter the identity that reports
   * @param home where the reporter believes its leader to be
   * @param person who the reporter believes to be
   */
  record LinkReport(
      List<LinkedIdentity> identities,
      long time,
      IdentityKey reporter,
      IdentityKey home,
      PersonId person)
      implements Body {
    LinkReport {
      identities = List.copyOf(identities);
    }
  }

  /** From a leader to a node: I lead you, and this is your person and your own text. */
  record Claim(IdentityKey home, PersonId person, Identity identity) implements Body {}

  /** To a leader: the witness is in your cluster and in the other's, so they are one. */
  record Unite(IdentityKey witness, IdentityKey other) implements Body {}

  /** From a leader that steps down: all I know. */
  record Absorb(Facts facts) implements Body {}

  /** From a node to its leader after a change: this is the person I now take myself for. */
  record Belief(IdentityKey node, PersonId person) implements Body {}

  /** The same for another key. */
  ControlMessage passedOnTo(IdentityKey next) {
    return new ControlMessage(next, hops + 1, asOf, body);
  }

  /** The wire form, version byte first. */
  public byte[] encode() {
    ByteWriter out = IdentityCodec.begin();
    IdentityCodec.writeKey(out, target);
    out.writeByte(hops).writeLong(asOf);
    ControlCodec.write(out, body);
    return out.toBytes();
  }

  /**
   * @throws MalformedBytesException when {@link #encode} cannot have written the bytes
   */
  public static ControlMessage decode(byte[] bytes) {
    ByteReader in = IdentityCodec.begin(bytes);
    IdentityKey target = IdentityCodec.readKey(in);
    int hops = in.readByte();
    if (hops > MAX_HOPS) {
      throw new MalformedBytesException(hops + " hops, at most " + MAX_HOPS + " are possible");
    }
    long asOf = in.readLong();
    Body body = ControlCodec.read(in);
    IdentityCodec.end(in);
    return new ControlMessage(target, hops, asOf, body);
  }
}
