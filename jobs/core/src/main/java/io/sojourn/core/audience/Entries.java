package io.sojourn.core.audience;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import java.util.Arrays;

/**
 * The entries of one signal in one fragment: event times with values, oldest first, at most as many
 * as are kept.
 */
final class Entries {
  private long[] times = new long[4];
  private double[] values = new double[4];
  private int size;

  int size() {
    return size;
  }

  long time(int index) {
    return times[index];
  }

  double value(int index) {
    return values[index];
  }

  /**
   * Inserts in time order; at equal times the smaller value first, so that the order of arrival
   * does not matter.
   */
  void add(long time, double value, int keep) {
    int at = size;
    while (at > 0 && (times[at - 1] > time || (times[at - 1] == time && values[at - 1] > value))) {
      at--;
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, size * 2);
      values = Arrays.copyOf(values, size * 2);
    }
    System.arraycopy(times, at, times, at + 1, size - at);
    System.arraycopy(values, at, values, at + 1, size - at);
    times[at] = time;
    values[at] = value;
    size++;
    if (size > keep) {
      removeFirst(size - keep);
    }
  }

  /** Forgets entries at or before a time. */
  void removeUntil(long time) {
    int gone = 0;
    while (gone < size && times[gone] <= time) {
      gone++;
    }
    removeFirst(gone);
  }

  private void removeFirst(int count) {
    System.arraycopy(times, count, times, 0, size - count);
    System.arraycopy(values, count, values, 0, size - count);
    size -= count;
  }

  void write(ByteWriter out) {
    out.writeVarInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(times[i]).writeDouble(values[i]);
    }
  }

  static Entries read(ByteReader in) {
    Entries entries = new Entries();
    entries.size = in.readCount();
    entries.times = new long[Math.max(4, entries.size)];
    entries.values = new double[Math.max(4, entries.size)];
    for (int i = 0; i < entries.size; i++) {
      entries.times[i] = in.readLong();
      entries.values[i] = in.readDouble();
    }
    return entries;
  }
}
