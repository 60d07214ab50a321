package io.sojourn.core.identity;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an identity knows of itself. An identity without a value is alone, and may hold events. */
final class NodeState {
  private static final int HELD = 1;
  private static final int ASSIGNED = 2;
  private static final int IDENTIFIED = 4;
  private static final int RECHECK = 8;
  private static final int FORGOTTEN = 16;
  private static final int AGEING = 32;

  /** The key of the leader of its cluster: itself, or a lesser key. */
  IdentityKey home;

  /** The person that its events are routed to. */
  PersonId person;

  /** Whether the person may hold something of this identity, so that leaving it needs a move. */
  boolean held = true;

  /** Whether an assignment has said who the person is. */
  boolean assigned;

  /** Its own text, or null as long as no claim has told it. */
  @Nullable Identity identity;

  /** When its timer fires, or null when it has none. */
  @Nullable Long wakeAt;

  /** When something that it knows may be too old, by the log's clock; null if no timer stands. */
  @Nullable Long expiresAt;

  /** When it acts by changed rules once more, or null. */
  @Nullable Long recheckAt;

  /** When it was forgotten last, epoch milliseconds; {@code Long.MIN_VALUE} if it never was. */
  long forgottenAt = Long.MIN_VALUE;

  /** The tokens of the moves whose payload has not come yet. */
  final List<Long> pending = new ArrayList<>();

  SightCache sights;

  private NodeState(IdentityKey home, PersonId person, SightCache sights) {
    this.home = home;
    this.person = person;
    this.sights = sights;
  }

  static NodeState alone(IdentityKey self) {
    return new NodeState(self, PersonId.birth(self), new SightCache());
  }

  /** It knows nothing of what was before. */
  void beginAnew(IdentityKey self, long since) {
    home = self;
    person = PersonId.birth(self);
    held = true;
    assigned = false;
    identity = null;
    pending.clear();
    sights = new SightCache();
    forgottenAt = since;
  }

  /** Whether it waits for nothing and remembers no sight. */
  boolean isBlank() {
    return pending.isEmpty() && sights.all().isEmpty() && wakeAt == null && recheckAt == null;
  }

  byte[] encode() {
    ByteWriter out = IdentityCodec.begin();
    int identified = identity == null ? 0 : IDENTIFIED;
    int recheck = recheckAt == null ? 0 : RECHECK;
    int forgotten = forgottenAt == Long.MIN_VALUE ? 0 : FORGOTTEN;
    int ageing = expiresAt == null ? 0 : AGEING;
    out.writeByte(
        (held ? HELD : 0) | (assigned ? ASSIGNED : 0) | identified | recheck | forgotten | ageing);
    IdentityCodec.writeReserved(out);
    IdentityCodec.writeKey(out, home);
    IdentityCodec.writePerson(out, person);
    out.writeBoolean(wakeAt != null);
    if (wakeAt != null) {
      out.writeLong(wakeAt);
    }
    out.writeVarInt(pending.size());
    pending.forEach(out::writeLong);
    sights.write(out);
    if (identity != null) {
      IdentityCodec.writeIdentity(out, identity);
    }
    if (recheckAt != null) {
      out.writeLong(recheckAt);
    }
    if (forgotten != 0) {
      out.writeLong(forgottenAt);
    }
    if (expiresAt != null) {
      out.writeLong(expiresAt);
    }
    return out.toBytes();
  }

  /**
   * @throws IllegalStateException when {@link #encode} cannot have written the bytes
   */
  static NodeState decode(byte[] stored) {
    try {
      return read(IdentityCodec.begin(stored));
    } catch (MalformedBytesException e) {
      throw new IllegalStateException("The state of an identity is not readable", e);
    }
  }

  private static NodeState read(ByteReader in) {
    int flags = in.readByte();
    if ((flags & ~(HELD | ASSIGNED | IDENTIFIED | RECHECK | FORGOTTEN | AGEING)) != 0) {
      throw new MalformedBytesException("unknown flags " + flags);
    }
    IdentityCodec.readReserved(in);
    IdentityKey home = IdentityCodec.readKey(in);
    PersonId person = IdentityCodec.readPerson(in);
    Long wakeAt = in.readBoolean() ? in.readLong() : null;
    int count = in.readCount();
    List<Long> pending = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      pending.add(in.readLong());
    }
    NodeState node = new NodeState(home, person, SightCache.read(in));
    node.identity = (flags & IDENTIFIED) == 0 ? null : IdentityCodec.readIdentity(in);
    node.recheckAt = (flags & RECHECK) == 0 ? null : in.readLong();
    node.forgottenAt = (flags & FORGOTTEN) == 0 ? Long.MIN_VALUE : in.readLong();
    node.expiresAt = (flags & AGEING) == 0 ? null : in.readLong();
    IdentityCodec.end(in);
    node.held = (flags & HELD) != 0;
    node.assigned = (flags & ASSIGNED) != 0;
    node.wakeAt = wakeAt;
    node.pending.addAll(pending);
    return node;
  }
}
