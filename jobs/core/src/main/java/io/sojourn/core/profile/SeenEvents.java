package io.sojourn.core.profile;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Hash;
import java.util.Arrays;

/**
 * The event ids that a fragment remembers, as hashes with the time at which each was first seen,
 * oldest first. Arrays, because a person is read and written for every event.
 */
final class SeenEvents {
  private long[] hashes;
  private long[] times;
  private int size;

  private SeenEvents(int capacity) {
    hashes = new long[capacity];
    times = new long[capacity];
  }

  SeenEvents() {
    this(4);
  }

  /** Whether the id is new within 24 h and the 200 newest; notes it. */
  boolean firstTime(String eventId, long now) {
    long hash = Hash.fast64(eventId);
    int known = find(hash);
    if (known >= 0) {
      if (now - times[known] < Fragment.REMEMBERED_MILLIS) {
        return false;
      }
      remove(known, 1);
    }
    insert(size, hash, now);
    trim(now);
    return true;
  }

  int size() {
    return size;
  }

  /** Takes over what another remembers; of a hash that both know, what is here stays. */
  void merge(SeenEvents other, long now) {
    for (int i = 0; i < other.size; i++) {
      if (find(other.hashes[i]) < 0) {
        int at = size;
        while (at > 0 && times[at - 1] > other.times[i]) {
          at--;
        }
        insert(at, other.hashes[i], other.times[i]);
      }
    }
    trim(now);
  }

  private int find(long hash) {
    for (int i = size - 1; i >= 0; i--) {
      if (hashes[i] == hash) {
        return i;
      }
    }
    return -1;
  }

  private void insert(int at, long hash, long time) {
    if (size == hashes.length) {
      hashes = Arrays.copyOf(hashes, size + size / 2 + 4);
      times = Arrays.copyOf(times, hashes.length);
    }
    System.arraycopy(hashes, at, hashes, at + 1, size - at);
    System.arraycopy(times, at, times, at + 1, size - at);
    hashes[at] = hash;
    times[at] = time;
    size++;
  }

  private void trim(long now) {
    int gone = Math.max(0, size - Fragment.REMEMBERED_IDS);
    while (gone < size && now - times[gone] >= Fragment.REMEMBERED_MILLIS) {
      gone++;
    }
    remove(0, gone);
  }

  private void remove(int from, int count) {
    int rest = size - from - count;
    System.arraycopy(hashes, from + count, hashes, from, rest);
    System.arraycopy(times, from + count, times, from, rest);
    size -= count;
  }

  void write(ByteWriter out) {
    out.writeVarInt(size);
    for (int i = 0; i < size; i++) {
      out.writeLong(hashes[i]).writeLong(times[i]);
    }
  }

  static SeenEvents read(ByteReader in) {
    int count = in.readCount();
    SeenEvents seen = new SeenEvents(count + 1);
    seen.size = count;
    for (int i = 0; i < count; i++) {
      seen.hashes[i] = in.readLong();
      seen.times[i] = in.readLong();
    }
    return seen;
  }
}
