package io.sojourn.core.audience;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.definition.Signal;
import io.sojourn.core.definition.Signal.Aggregate;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of one signal in one fragment: event times with values, oldest first, at most as many
 * as the signal keeps.
 *
 * <p>Beyond that, a count or an exists forgets the oldest, which it does not need. A sum, min or
 * max joins entries: those of one pane, a part of the window as long as the window divided by the
 * bound, become one at the time of the newest; if that is not enough, the two oldest become one. So
 * nothing is lost, but a joined entry may stay in the window for up to a pane too long, and the two
 * oldest for longer.
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
  void add(long time, double value, Signal signal) {
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
    if (size > signal.keep()) {
      makeRoom(signal);
    }
  }

  /**
   * The time of the n-th newest of several entries together.
   *
   * @param n from 1 to as many as there are
   */
  static long newest(List<Entries> parts, int n) {
    if (parts.size() == 1) {
      Entries only = parts.get(0);
      return only.times[only.size - n];
    }
    int[] left = new int[parts.size()];
    for (int part = 0; part < left.length; part++) {
      left[part] = parts.get(part).size;
    }
    long time = Long.MAX_VALUE;
    for (int i = 0; i < n; i++) {
      int next = -1;
      for (int part = 0; part < left.length; part++) {
        if (left[part] > 0
            && (next < 0
                || parts.get(part).times[left[part] - 1] > parts.get(next).times[left[next] - 1])) {
          next = part;
        }
      }
      left[next]--;
      time = parts.get(next).times[left[next]];
    }
    return time;
  }

  private void makeRoom(Signal signal) {
    if (signal.aggregate() == Aggregate.COUNT || signal.aggregate() == Aggregate.EXISTS) {
      removeFirst(size - signal.keep());
      return;
    }
    long pane = Math.max(1, signal.within() / signal.keep());
    int last = 0;
    for (int i = 1; i < size; i++) {
      if (Math.floorDiv(times[i], pane) == Math.floorDiv(times[last], pane)) {
        values[last] = joined(values[last], values[i], signal.aggregate());
      } else {
        last++;
        values[last] = values[i];
      }
      times[last] = times[i];
    }
    size = last + 1;
    while (size > signal.keep()) {
      values[1] = joined(values[0], values[1], signal.aggregate());
      removeFirst(1);
    }
  }

  private static double joined(double a, double b, Aggregate aggregate) {
    return switch (aggregate) {
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      default -> a + b;
    };
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
