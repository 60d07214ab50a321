package io.sojourn.flink.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Counter;
import org.jspecify.annotations.Nullable;

/**
 * Keyed values of bytes; those of the keys that were used last are on the heap. Events come in
 * visits, so state is read and written about once a visit.
 *
 * <p>A change is written to the state when its key has to make room for another one, by {@link
 * #writeSome} while there is little to do, and at the latest by {@link #flush}, which must be
 * called at each checkpoint: checkpoints know nothing of the heap, and a restored operator begins
 * with an empty one. What equals the last value is not written. Arrays are shared with the caller,
 * and nobody may change one. Not thread-safe.
 *
 * @param <K> the key of the stream
 */
public final class KeyedBytes<K> {
  /** Most that is kept on the heap of a subtask, and so most that a checkpoint writes, bytes. */
  static final int MOST_BYTES = 32 * 1024 * 1024;

  /** What an entry takes beside its values, roughly, bytes. */
  private static final int OVERHEAD = 200;

  /** Most that {@link #writeSome} looks at, entries. */
  private static final int SOME = 400;

  /** Whoever is asked for more keys than this between two calls of it has enough to do. */
  private static final int BUSY = 1_000;

  private final List<ValueState<byte[]>> states;
  private final Consumer<K> keyInForce;
  private final Map<K, Entry<K>> entries = new LinkedHashMap<>(1024, 0.75f, true);
  private final Counter hits;
  private final Counter misses;
  private final Counter writes;

  /** The entries that changed, the one that has been waiting for longest first. */
  private final Queue<Entry<K>> changedEntries = new ArrayDeque<>();

  private long bytes;
  private int asked;
  private @Nullable Entry<K> current;

  /** The values of one key, as far as they were read or written. */
  private static final class Entry<K> {
    private final K key;
    private final byte[] @Nullable [] values;

    /** A bit for each value: whether it is known, and whether the state has another one. */
    private int known;

    private int changed;

    /** Whether it stands in the queue. */
    private boolean queued;

    /** Whether it changed since it was last looked at there. */
    private boolean fresh;

    Entry(K key, int size) {
      this.key = key;
      this.values = new byte[size][];
    }
  }

  /**
   * @param keyInForce makes another key the one whose state is read and written
   * @param names of the states, in the order by which they are numbered here
   */
  public KeyedBytes(RuntimeContext context, Consumer<K> keyInForce, String... names) {
    this.keyInForce = keyInForce;
    states = Arrays.stream(names).map(name -> context.getState(descriptor(name))).toList();
    hits = context.getMetricGroup().counter("stateReadsFromHeap");
    misses = context.getMetricGroup().counter("stateReads");
    writes = context.getMetricGroup().counter("stateWrites");
  }

  /** Of a state of this name. */
  public static ValueStateDescriptor<byte[]> descriptor(String name) {
    return new ValueStateDescriptor<>(name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  /** To be called for each element and timer, with the key in force. */
  public void at(K key) {
    Entry<K> entry = entries.get(key);
    if (entry == null) {
      entry = new Entry<>(key, states.size());
      entries.put(key, entry);
      bytes += OVERHEAD;
      makeRoom(entry);
    }
    current = entry;
    asked++;
  }

  /** A value of the key in force, or null. */
  public byte @Nullable [] load(int index) {
    Entry<K> entry = Objects.requireNonNull(current);
    if ((entry.known & 1 << index) != 0) {
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

  /** Changes a value of the key in force; null removes it. */
  public void save(int index, byte @Nullable [] value) {
    Entry<K> entry = Objects.requireNonNull(current);
    if ((entry.known & 1 << index) != 0 && Arrays.equals(entry.values[index], value)) {
      return;
    }
    entry.changed |= 1 << index;
    entry.fresh = true;
    if (!entry.queued) {
      entry.queued = true;
      changedEntries.add(entry);
    }
    keep(entry, index, value);
  }

  /**
   * Writes what has not changed for a while, so that there is less left for the next checkpoint,
   * unless there is much to do: then what is written now would soon change again. To be called
   * about ten times a second. No key is in force afterwards.
   */
  public void writeSome() {
    boolean busy = asked > BUSY;
    asked = 0;
    for (int i = Math.min(SOME, changedEntries.size()); i > 0 && !busy; i--) {
      Entry<K> entry = changedEntries.remove();
      if (entry.fresh) {
        entry.fresh = false;
        changedEntries.add(entry);
      } else {
        entry.queued = false;
        write(entry);
      }
    }
  }

  /** Writes all that is not written yet. No key is in force afterwards. */
  public void flush() {
    for (Entry<K> entry : changedEntries) {
      entry.queued = false;
      write(entry);
    }
    changedEntries.clear();
  }

  private void keep(Entry<K> entry, int index, byte @Nullable [] value) {
    bytes += size(value) - size(entry.values[index]);
    entry.values[index] = value;
    entry.known |= 1 << index;
    makeRoom(entry);
  }

  /** Forgets the keys that were not used for longest, but never the one in force. */
  private void makeRoom(Entry<K> inForce) {
    boolean written = false;
    Iterator<Entry<K>> oldest = entries.values().iterator();
    while (bytes > MOST_BYTES && oldest.hasNext()) {
      Entry<K> entry = oldest.next();
      if (entry == inForce) {
        break;
      }
      written |= write(entry);
      oldest.remove();
      bytes -= OVERHEAD;
      for (byte[] value : entry.values) {
        bytes -= size(value);
      }
      // it may stand in the queue until the next checkpoint
      Arrays.fill(entry.values, null);
    }
    if (written) {
      keyInForce.accept(inForce.key);
    }
  }

  /** Returns whether there was something to write, and so another key is in force now. */
  private boolean write(Entry<K> entry) {
    if (entry.changed == 0) {
      return false;
    }
    keyInForce.accept(entry.key);
    for (int index = 0; index < entry.values.length; index++) {
      if ((entry.changed & 1 << index) != 0) {
        write(states.get(index), entry.values[index]);
      }
    }
    entry.changed = 0;
    return true;
  }

  private void write(ValueState<byte[]> state, byte @Nullable [] value) {
    writes.inc();
    try {
      if (value == null) {
        state.clear();
      } else {
        state.update(value);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int size(byte @Nullable [] value) {
    return value == null ? 0 : value.length;
  }
}
