package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What one identity key tells another. Delivered at least once, in order between two keys; the
 * record key on the topic is the target.
 *
 * @param target the key that handles it
 * @param hops how often it was passed on because its target was not the leader, 0 to {@link
 *     #MAX_HOPS}
 * @param asOf the log's time of the event that caused it, epoch milliseconds
 * @param forgottenAt when the target was forgotten last as far as the sender knew, epoch
 *     milliseconds; {@code Long.MIN_VALUE} for never
 */
public record ControlMessage(IdentityKey target, int hops, long asOf, Body body, long forgottenAt) {

  /** A message passed on more often than this is a dead letter. */
  public static final int MAX_HOPS = 16;

  /** In the byte of the hops: {@code forgottenAt} follows. */
  private static final int FORGOTTEN = 0x80;

  ControlMessage(IdentityKey target, int hops, long asOf, Body body) {
    this(target, hops, asOf, body, Long.MIN_VALUE);
  }

  /** What is told. */
  public sealed interface Body
      permits LinkReport, Absorb, Show, Claim, Belief, Release, Lost, Recheck, Rule {}

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

  /**
   * To a leader: this cluster is yours.
   *
   * @param from who led it until now
   * @param claimed whether the leader has claimed it; otherwise its members may follow who led it
   */
  record Absorb(IdentityKey from, Facts facts, boolean claimed) implements Body {}

  /**
   * To a lesser leader: you lead a node of my cluster, so this may be one cluster with yours.
   *
   * @param node the node that is in two clusters
   * @param from who leads the other one, and goes on until it is claimed
   * @param facts all that it knows
   */
  record Show(IdentityKey node, IdentityKey from, Facts facts) implements Body {}

  /**
   * From a leader to a node: I lead you, and this is your person, your own text, and what I know of
   * your contacts.
   *
   * @param from who led the node until it stepped down for this home; otherwise this home
   */
  record Claim(
      IdentityKey home, IdentityKey from, PersonId person, Identity identity, Contacts contacts)
      implements Body {}

  /**
   * From a node to a leader after a change, or when the leader cannot know: this is what I now
   * believe. Passed on by a leader, it says that the node is in two clusters, so they are one.
   *
   * @param home who leads it
   * @param former who led it before
   * @param contacts all that it knows
   */
  record Belief(
      IdentityKey node, IdentityKey home, IdentityKey former, PersonId person, Contacts contacts)
      implements Body {}

  /** From a key that does not lead a node: this one may; and what I know of your contacts. */
  record Release(IdentityKey by, IdentityKey home, Contacts contacts) implements Body {}

  /**
   * To who may have reported them: these links do not live, so tell me if they are seen again; and
   * what I know of your contacts.
   */
  record Lost(NavigableSet<Link> links, Contacts contacts) implements Body {
    Lost {
      links = new TreeSet<>(links);
    }
  }

  /** To a key itself: the rules are others than before. */
  record Recheck() implements Body {}

  /**
   * To each end of a link: what an operator decided about it.
   *
   * @param identity the text of the end that is told
   * @param other the other end
   */
  record Rule(Identity identity, LinkedIdentity other, Ruling ruling) implements Body {}

  /**
   * Makes a key that has a stored value act by other rules than before: at once, and again ten
   * seconds later, when the other keys know the rules too.
   *
   * @param asOf the log's time, epoch milliseconds
   */
  public static ControlMessage recheck(IdentityKey target, long asOf) {
    return new ControlMessage(target, 0, asOf, new Recheck());
  }

  /**
   * What an operator decided about the link of two different identities, for each of the two.
   *
   * @param asOf the log's time, epoch milliseconds
   */
  public static List<ControlMessage> rule(
      LinkedIdentity one, LinkedIdentity other, Ruling ruling, long asOf) {
    return List.of(
        new ControlMessage(one.key(), 0, asOf, new Rule(one.identity(), other, ruling)),
        new ControlMessage(other.key(), 0, asOf, new Rule(other.identity(), one, ruling)));
  }

  /** The same for another key. */
  ControlMessage passedOnTo(IdentityKey next) {
    return new ControlMessage(next, hops + 1, asOf, body, forgottenAt);
  }

  /** The wire form, version byte first. */
  public byte[] encode() {
    ByteWriter out = IdentityCodec.begin();
    IdentityCodec.writeKey(out, target);
    boolean forgotten = forgottenAt != Long.MIN_VALUE;
    out.writeByte(forgotten ? hops | FORGOTTEN : hops).writeLong(asOf);
    if (forgotten) {
      out.writeLong(forgottenAt);
    }
    ControlCodec.write(out, body);
    return out.toBytes();
  }

  /**
   * @throws MalformedBytesException when {@link #encode} cannot have written the bytes
   */
  public static ControlMessage decode(byte[] bytes) {
    ByteReader in = IdentityCodec.begin(bytes);
    IdentityKey target = IdentityCodec.readKey(in);
    int first = in.readByte();
    int hops = first & ~FORGOTTEN;
    if (hops > MAX_HOPS) {
      throw new MalformedBytesException(hops + " hops, at most " + MAX_HOPS + " are possible");
    }
    long asOf = in.readLong();
    long forgottenAt = (first & FORGOTTEN) == 0 ? Long.MIN_VALUE : in.readLong();
    Body body = ControlCodec.read(in, target);
    IdentityCodec.end(in);
    return new ControlMessage(target, hops, asOf, body, forgottenAt);
  }
}
