package io.sojourn.flink.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Keyed values of bytes; those of the keys that were used last are also on the heap. Events come in
 * visits, so state is read about once a visit.
 *
 * <p>Every change is written to the state at once: checkpoints know nothing of the cache, and a
 * restored operator begins with an empty one. What equals the stored value is not written again.
 * Arrays are shared with the caller, and nobody may change one. Not thread-safe.
 *
 * @param <K> the key of the stream
 */
public final class KeyedBytes<K> {
  /** Most that is kept on the heap of a subtask, bytes. */
  static final int MOST_BYTES = 16 * 1024 * 1024;

  /** What an entry takes beside its values, roughly, bytes. */
  private static final int OVERHEAD = 200;

  private final List<ValueState<byte[]>> states;
  private final Map<K, Entry> entries = new LinkedHashMap<>(1024, 0.75f, true);
  private final Counter hits;
  private final Counter misses;
  private long bytes;
  private @Nullable Entry current;

  /** The values of one key, as far as they were read or written. */
  private static final class Entry {
    private final byte[] @Nullable [] values;
    private final boolean[] known;

    Entry(int size) {
      values = new byte[size][];
      known = new boolean[size];
    }
  }

  /**
   * @param names of the states, in the order by which they are numbered here
   */
  public KeyedBytes(RuntimeContext context, String... names) {
    states = Arrays.stream(names).map(name -> context.getState(descriptor(name))).toList();
    hits = context.getMetricGroup().counter("stateReadsFromHeap");
    misses = context.getMetricGroup().counter("stateReads");
  }

  /** Of a state of this name. */
  public static ValueStateDescriptor<byte[]> descriptor(String name) {
    return new ValueStateDescriptor<>(name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  /** To be called for each element and timer, with the key in force. */
  public void at(K key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      entry = new Entry(states.size());
      entries.put(key, entry);
      bytes += OVERHEAD;
      makeRoom(entry);
    }
    current = entry;
  }

  /** A value of the key in force, or null. */
  public byte @Nullable [] load(int index) {
    Entry entry = Objects.requireNonNull(current);
    if (entry.known[index]) {
      hits.inc();
      return entry.values[index];
    }
    misses.inc();
    byte[] value;
    try {
      value = states.get(index).value();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keep(entry, index, value);
    return value;
  }

  /** Writes a value of the key in force; null removes it. */
  public void save(int index, byte @Nullable [] value) {
    Entry entry = Objects.requireNonNull(current);
    if (entry.known[index] && Arrays.equals(entry.values[index], value)) {
      return;
    }
    try {
      if (value == null) {
        states.get(index).clear();
      } else {
        states.get(index).update(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    keep(entry, index, value);
  }

  private void keep(Entry entry, int index, byte @Nullable [] value) {
    bytes += size(value) - size(entry.values[index]);
    entry.values[index] = value;
    entry.known[index] = true;
    makeRoom(entry);
  }

  /** Forgets the keys that were not used for longest, but never the one in force. */
  private void makeRoom(Entry inForce) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry == inForce) {
        return;
      }
      oldest.remove();
      bytes -= OVERHEAD;
      for (byte[] value : entry.values) {
        bytes -= size(value);
      }
    }
  }

  private static int size(byte @Nullable [] value) {
    return value == null ? 0 : value.length;
  }
}
