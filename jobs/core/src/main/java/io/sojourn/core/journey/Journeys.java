package io.sojourn.core.journey;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.codec.Values;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.output.Content;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A person's journey instances and entry records, per fragment. */
public final class Journeys {
  /** Format of their bytes, and of those of {@link #writeFragment}; 1 had no content. */
  static final int VERSION = 2;

  /** How many entry records a fragment keeps; the oldest go first. */
  static final int MAX_ENTRIES = 200;

  private static final int RECENT_EVENTS = 16;
  private static final long RECENT_MILLIS = 10 * 60_000L;

  /** The journeys of one entry identity. */
  static final class Section {
    final List<Instance> instances = new ArrayList<>();

    /** Slot → when it was last entered. */
    final Map<String, Long> entries = new TreeMap<>();

    boolean isEmpty() {
      return instances.isEmpty() && entries.isEmpty();
    }

    void trim() {
      while (entries.size() > MAX_ENTRIES) {
        String oldest =
            entries.entrySet().stream().min(Map.Entry.comparingByValue()).orElseThrow().getKey();
        entries.remove(oldest);
      }
    }

    void write(ByteWriter out) {
      out.writeVarInt(instances.size());
      instances.forEach(instance -> instance.write(out));
      out.writeVarInt(entries.size());
      entries.forEach((slot, time) -> out.writeString(slot).writeLong(time));
    }

    static Section read(int version, ByteReader in) {
      Section section = new Section();
      for (int i = in.readCount(); i > 0; i--) {
        section.instances.add(Instance.read(version, in));
      }
      for (int i = in.readCount(); i > 0; i--) {
        section.entries.put(in.readString(), in.readLong());
      }
      return section;
    }
  }

  /**
   * An event that can end instances, remembered for those that are still on their way to this
   * person, or begin late; oldest first.
   */
  record RecentEvent(long at, String type, Map<String, Object> fields) {}

  private final SortedMap<IdentityKey, Section> sections = new TreeMap<>();
  private final List<RecentEvent> recent = new ArrayList<>();

  /** Surfaces on which something changed since they were told. */
  private final Set<String> changed = new TreeSet<>();

  static String slot(String journey, String key) {
    return journey + "\u0000" + key;
  }

  SortedMap<IdentityKey, Section> sections() {
    return sections;
  }

  Section section(IdentityKey fragment) {
    return sections.computeIfAbsent(fragment, key -> new Section());
  }

  List<RecentEvent> recent() {
    return recent;
  }

  /** Notes an event among those of before and after it. */
  void remember(RecentEvent event) {
    int place = recent.size();
    while (place > 0 && recent.get(place - 1).at() > event.at()) {
      place--;
    }
    recent.add(place, event);
    long last = recent.get(recent.size() - 1).at();
    while (recent.size() > RECENT_EVENTS || recent.get(0).at() <= last - RECENT_MILLIS) {
      recent.remove(0);
    }
  }

  /** The instances in a slot: one, or more after persons became one. */
  List<Instance> inside(String slot) {
    return instances().stream().filter(instance -> instance.slot().equals(slot)).toList();
  }

  /** When a slot was last entered; {@code Long.MIN_VALUE} if never. */
  long lastEntry(String slot) {
    long last = Long.MIN_VALUE;
    for (Section section : sections.values()) {
      last = Math.max(last, section.entries.getOrDefault(slot, Long.MIN_VALUE));
    }
    return last;
  }

  /** All instances, in the order of their ids, so that every run takes them in the same order. */
  List<Instance> instances() {
    List<Instance> all = new ArrayList<>();
    sections.values().forEach(section -> all.addAll(section.instances));
    all.sort((a, b) -> a.id.compareTo(b.id));
    return all;
  }

  void remove(Instance instance) {
    sections.values().forEach(section -> section.instances.remove(instance));
    contentChanged(instance);
  }

  /** Takes in instances that come from another person. */
  void add(IdentityKey fragment, List<Instance> arriving) {
    section(fragment).instances.addAll(arriving);
    arriving.forEach(this::contentChanged);
  }

  /** Places content by the instance's step, instead of what that step had placed. */
  void place(Instance instance, Placed content) {
    contentChanged(instance);
    instance.placed.put(instance.step, content);
    changed.add(content.surface());
  }

  private void contentChanged(Instance instance) {
    instance.placed.values().forEach(content -> changed.add(content.surface()));
  }

  /** The surfaces on which something changed since this was asked, in order. */
  public List<String> takeChangedSurfaces() {
    List<String> surfaces = List.copyOf(changed);
    changed.clear();
    return surfaces;
  }

  /** What is to be shown on a surface at a time, the first first. */
  public List<Content.Item> contents(String surface, long now) {
    List<Content.Item> items = new ArrayList<>();
    for (Instance instance : instances()) {
      instance.placed.forEach(
          (step, content) -> {
            if (content.surface().equals(surface) && content.until() > now) {
              items.add(content.item(instance, step));
            }
          });
    }
    items.sort(
        Comparator.comparingInt(Content.Item::priority)
            .thenComparingLong(Content.Item::from)
            .reversed()
            .thenComparing(Content.Item::id));
    return items.subList(0, Math.min(items.size(), Content.MOST_ITEMS));
  }

  /** When the next instance is due; {@code Long.MAX_VALUE} if none is. */
  public long nextDue() {
    long due = Long.MAX_VALUE;
    for (Section section : sections.values()) {
      for (Instance instance : section.instances) {
        due = Math.min(due, instance.nextDue());
      }
    }
    return due;
  }

  /** Whether there is nothing to keep. */
  public boolean isEmpty() {
    return recent.isEmpty() && sections.values().stream().allMatch(Section::isEmpty);
  }

  public void writeFragment(IdentityKey fragment, ByteWriter out) {
    sections.getOrDefault(fragment, new Section()).write(out);
  }

  public void removeFragment(IdentityKey fragment) {
    Section section = sections.remove(fragment);
    if (section != null) {
      section.instances.forEach(this::contentChanged);
    }
  }

  public byte[] toBytes() {
    ByteWriter out = new ByteWriter();
    sections.values().removeIf(Section::isEmpty);
    out.writeByte(VERSION).writeVarInt(sections.size());
    sections.forEach(
        (key, section) -> {
          Keys.write(out, key);
          section.write(out);
        });
    out.writeVarInt(recent.size());
    for (RecentEvent event : recent) {
      out.writeLong(event.at()).writeString(event.type());
      Values.writeMap(out, event.fields());
    }
    return out.toBytes();
  }

  public static Journeys fromBytes(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    int version = in.readByte();
    if (version < 1 || version > VERSION) {
      throw new MalformedBytesException("journeys of version " + version);
    }
    Journeys journeys = new Journeys();
    for (int i = in.readCount(); i > 0; i--) {
      journeys.sections.put(Keys.readKey(in), Section.read(version, in));
    }
    for (int i = in.readCount(); i > 0; i--) {
      journeys.recent.add(new RecentEvent(in.readLong(), in.readString(), Values.readMap(in)));
    }
    return journeys;
  }
}
