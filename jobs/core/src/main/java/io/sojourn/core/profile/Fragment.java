package io.sojourn.core.profile;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.Values;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Mentions;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The profile fragment of one identity: what the events routed to that identity have told. It moves
 * between persons as a whole.
 */
public final class Fragment {
  /** How long an event id is remembered, milliseconds of the log's clock. */
  public static final long REMEMBERED_MILLIS = 24 * 3_600_000L;

  /** How many of the newest event ids are remembered. */
  public static final int REMEMBERED_IDS = 200;

  /** Format of its bytes; in 1 every identity was reachable. */
  public static final int VERSION = 2;

  private static final int MAX_IDENTITIES = 20;

  private final Identity identity;
  private final Map<String, Attribute> attributes = new TreeMap<>();

  /** Identities seen together with this one, the one not seen for longest first. */
  private final Set<Identity> companions = new LinkedHashSet<>();

  private SeenEvents seen = new SeenEvents();

  /** Whether nothing reaches its identity any more. */
  private boolean gone;

  public Fragment(Identity identity) {
    this.identity = identity;
  }

  public Identity identity() {
    return identity;
  }

  public Map<String, Attribute> attributes() {
    return attributes;
  }

  /** Whether its identity can be written to, as far as is known. */
  public boolean isReachable() {
    return !gone;
  }

  /** Identities seen together with this one, the one that was seen last at the end. */
  public Set<Identity> companions() {
    return companions;
  }

  /** Whether the id is new here within 24 h and the 200 newest; notes it. */
  public boolean firstTime(String eventId, long now) {
    return seen.firstTime(eventId, now);
  }

  /** How many events it remembers to have met. */
  public int rememberedEvents() {
    return seen.size();
  }

  /** Notes which identities an event carried; returns whether one is new. */
  public boolean meet(Event event) {
    gone = false;
    boolean changed = false;
    for (Identity other : event.identities()) {
      if (!other.equals(identity)) {
        changed |= !companions.remove(other);
        companions.add(other);
      }
    }
    trimCompanions();
    return changed;
  }

  /** Drops an identity as an address, until it is seen again; returns whether it was one. */
  boolean drop(Identity address) {
    if (!address.equals(identity)) {
      return companions.remove(address);
    }
    boolean some = !gone;
    gone = true;
    return some;
  }

  /** Sets attributes by newest event time; returns whether one changed. */
  public boolean update(Map<String, Object> values, long time) {
    boolean changed = false;
    for (Map.Entry<String, Object> value : values.entrySet()) {
      Attribute given = new Attribute(value.getValue(), time);
      Attribute before = attributes.get(value.getKey());
      Attribute after = before == null ? given : Attribute.newer(given, before);
      if (!after.equals(before)) {
        attributes.put(value.getKey(), after);
        changed = true;
      }
    }
    return changed;
  }

  /** Whether it tells of one of these identities. */
  public boolean mentions(Mentions mentions) {
    return companions.stream().anyMatch(mentions::is)
        || attributes.values().stream().anyMatch(a -> mentions.isValue(a.value()));
  }

  /** Drops what it tells of these identities; returns whether there was something. */
  public boolean forget(Mentions mentions) {
    boolean some = companions.removeIf(mentions::is);
    return attributes.values().removeIf(a -> mentions.isValue(a.value())) || some;
  }

  private void trimCompanions() {
    while (companions.size() > MAX_IDENTITIES) {
      companions.remove(companions.iterator().next());
    }
  }

  /** Takes over everything that an earlier fragment of the same identity knows. */
  public void merge(Fragment other, long now) {
    other.attributes.forEach(
        (path, attribute) -> attributes.merge(path, attribute, Attribute::newer));
    Set<Identity> later = new LinkedHashSet<>(companions);
    companions.clear();
    companions.addAll(other.companions);
    companions.removeAll(later);
    companions.addAll(later);
    trimCompanions();
    gone = seen.size() == 0 ? other.gone : gone;
    seen.merge(other.seen, now);
  }

  public void write(ByteWriter out) {
    write(VERSION, out);
  }

  /** In an earlier {@link #VERSION}, as a part of something that is of one. */
  public void write(int version, ByteWriter out) {
    Keys.write(out, identity);
    out.writeVarInt(attributes.size());
    attributes.forEach(
        (path, attribute) -> {
          out.writeString(path).writeLong(attribute.time());
          Values.write(out, attribute.value());
        });
    out.writeVarInt(companions.size());
    companions.forEach(companion -> Keys.write(out, companion));
    if (version > 1) {
      out.writeBoolean(gone);
    }
    seen.write(out);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @param version the {@link #VERSION} by then
   */
  public static Fragment read(int version, ByteReader in) {
    Fragment fragment = new Fragment(Keys.readIdentity(in));
    for (int i = in.readCount(); i > 0; i--) {
      String path = in.readString();
      long time = in.readLong();
      fragment.attributes.put(path, new Attribute(Values.read(in), time));
    }
    for (int i = in.readCount(); i > 0; i--) {
      fragment.companions.add(Keys.readIdentity(in));
    }
    fragment.gone = version > 1 && in.readBoolean();
    fragment.seen = SeenEvents.read(in);
    return fragment;
  }
}
