package io.sojourn.core.audience;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.definition.Signal;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.IdentityKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A person's signals, per fragment, and the audiences that the person is a member of. */
public final class Memberships {
  private static final int VERSION = 2;

  /** Without expected memberships. */
  private static final int FIRST_VERSION = 1;

  /** How long the fragments of one person may take to arrive, milliseconds of the log's clock. */
  private static final long ARRIVAL_MILLIS = 10 * 60_000L;

  private final TreeSet<String> audiences = new TreeSet<>();

  /**
   * Audience → when a fragment arrived from a member, to a person that is none until the other
   * fragments come. Bounded by the number of audiences.
   */
  private final SortedMap<String, Long> expected = new TreeMap<>();

  private final SortedMap<IdentityKey, SortedMap<Long, Entries>> signals = new TreeMap<>();

  /** Names of the audiences that the person is a member of. */
  public SortedSet<String> audiences() {
    return audiences;
  }

  /** Notes a membership that fragments on their way may bring back. */
  public void expect(String audience, long now) {
    expected.values().removeIf(since -> since + ARRIVAL_MILLIS <= now);
    expected.put(audience, now);
  }

  /** Whether the membership was expected until now. */
  public boolean expected(String audience, long now) {
    Long since = expected.remove(audience);
    return since != null && now < since + ARRIVAL_MILLIS;
  }

  /** Whether there is nothing to keep. */
  public boolean isEmpty() {
    return audiences.isEmpty() && signals.isEmpty() && expected.isEmpty();
  }

  void add(IdentityKey fragment, Signal signal, long time, double value) {
    signals
        .computeIfAbsent(fragment, key -> new TreeMap<>())
        .computeIfAbsent(signal.id(), id -> new Entries())
        .add(time, value, signal);
  }

  /**
   * The value of a signal at a time, over all fragments: entries newer than {@code now - within}
   * count. Without entries: count and sum are 0, exists is false, min and max are missing.
   */
  @Nullable Object value(Signal signal, long now) {
    long after = now - signal.within();
    long count = 0;
    double sum = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (Map<Long, Entries> fragment : signals.values()) {
      Entries entries = fragment.get(signal.id());
      if (entries == null) {
        continue;
      }
      for (int i = entries.size() - 1; i >= 0 && entries.time(i) > after; i--) {
        double value = entries.value(i);
        count++;
        sum += value;
        min = Math.min(min, value);
        max = Math.max(max, value);
      }
    }
    return switch (signal.aggregate()) {
      case COUNT -> count;
      case EXISTS -> count > 0;
      case SUM -> number(signal, sum);
      case MIN -> count == 0 ? null : number(signal, min);
      case MAX -> count == 0 ? null : number(signal, max);
    };
  }

  private static Object number(Signal signal, double value) {
    return switch (signal.type()) {
      case INT -> (long) value;
      default -> value;
    };
  }

  /**
   * When an entry next slides out of its window that can change a membership; {@code
   * Long.MAX_VALUE} if none can. Entries that cannot are forgotten at the next evaluation.
   */
  public long nextDue(Workspace workspace) {
    long due = Long.MAX_VALUE;
    Set<Long> looked = new HashSet<>();
    for (Map<Long, Entries> fragment : signals.values()) {
      for (Long id : fragment.keySet()) {
        Signal signal = looked.add(id) ? workspace.signal(id) : null;
        if (signal != null) {
          due = Math.min(due, nextDue(signal, parts(signal)));
        }
      }
    }
    return due;
  }

  /** The entries of a signal, of each fragment that has some. */
  private List<Entries> parts(Signal signal) {
    List<Entries> parts = new ArrayList<>(2);
    for (Map<Long, Entries> fragment : signals.values()) {
      Entries entries = fragment.get(signal.id());
      if (entries != null) {
        parts.add(entries);
      }
    }
    return parts;
  }

  /**
   * When the oldest entry leaves that can change a membership, over all fragments: of n entries, if
   * the largest decisive count up to n is k, the k-th newest.
   */
  private static long nextDue(Signal signal, List<Entries> parts) {
    int count = 0;
    for (Entries entries : parts) {
      count += entries.size();
    }
    if (signal.decisive() != null) {
      Integer reached = signal.decisive().floor(count);
      count = reached == null ? 0 : reached;
    }
    return count == 0 ? Long.MAX_VALUE : Entries.newest(parts, count) + signal.within();
  }

  /** Forgets entries that are out of their window, and signals that no audience uses any more. */
  void prune(Workspace workspace, long now) {
    for (Map<Long, Entries> fragment : signals.values()) {
      fragment
          .entrySet()
          .removeIf(
              entry -> {
                Signal signal = workspace.signal(entry.getKey());
                if (signal != null) {
                  entry.getValue().removeUntil(now - signal.within());
                }
                return signal == null || entry.getValue().size() == 0;
              });
    }
    signals.values().removeIf(Map::isEmpty);
  }

  /** Takes the signals of a fragment out. */
  public void writeFragment(IdentityKey fragment, ByteWriter out) {
    writeSignals(signals.getOrDefault(fragment, new TreeMap<>()), out);
  }

  public void removeFragment(IdentityKey fragment) {
    signals.remove(fragment);
  }

  /** Adds the signals of a fragment that arrives to what is here of it already. */
  public void mergeFragment(IdentityKey fragment, ByteReader in, Workspace workspace) {
    readSignals(in)
        .forEach(
            (id, entries) -> {
              Signal signal = workspace.signal(id);
              for (int i = 0; signal != null && i < entries.size(); i++) {
                add(fragment, signal, entries.time(i), entries.value(i));
              }
            });
  }

  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION).writeVarInt(audiences.size());
    audiences.forEach(out::writeString);
    out.writeVarInt(signals.size());
    signals.forEach(
        (key, fragment) -> {
          Keys.write(out, key);
          writeSignals(fragment, out);
        });
    out.writeVarInt(expected.size());
    expected.forEach((audience, since) -> out.writeString(audience).writeLong(since));
    return out.toBytes();
  }

  public static Memberships fromBytes(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.readByte();
    if (version != VERSION && version != FIRST_VERSION) {
      throw new MalformedBytesException("memberships of version " + version);
    }
    Memberships memberships = new Memberships();
    for (int i = in.readCount(); i > 0; i--) {
      memberships.audiences.add(in.readString());
    }
    for (int i = in.readCount(); i > 0; i--) {
      memberships.signals.put(Keys.readKey(in), readSignals(in));
    }
    for (int i = version == FIRST_VERSION ? 0 : in.readCount(); i > 0; i--) {
      memberships.expected.put(in.readString(), in.readLong());
    }
    return memberships;
  }

  private static void writeSignals(Map<Long, Entries> fragment, ByteWriter out) {
    out.writeVarInt(fragment.size());
    fragment.forEach(
        (id, entries) -> {
          out.writeLong(id);
          entries.write(out);
        });
  }

  private static SortedMap<Long, Entries> readSignals(ByteReader in) {
    SortedMap<Long, Entries> fragment = new TreeMap<>();
    for (int i = in.readCount(); i > 0; i--) {
      fragment.put(in.readLong(), Entries.read(in));
    }
    return fragment;
  }
}
