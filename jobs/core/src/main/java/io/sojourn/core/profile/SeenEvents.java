package io.sojourn.core.profile;

import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Hash;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The event ids that a fragment remembers, as hashes with the time at which each was first seen,
 * oldest first. Arrays, because a person is read and written for every event; and bytes as long as
 * nobody asks, because of its fragments an event concerns one.
 */
final class SeenEvents {
  private static final int ENTRY_BYTES = 16;
  private static final byte[] NOTHING = {};

  private long[] hashes = {};
  private long[] times = {};
  private int size;

  /** What is stored, or null once it was taken apart. */
  private byte @Nullable [] stored;

  SeenEvents() {
    this(NOTHING);
  }

  private SeenEvents(byte[] stored) {
    this.stored = stored;
    this.size = stored.length / ENTRY_BYTES;
  }

  private void takeApart() {
    if (stored == null) {
      return;
    }
    hashes = new long[size + 1];
    times = new long[size + 1];
    ByteReader in = new ByteReader(stored);
    for (int i = 0; i < size; i++) {
      hashes[i] = in.readLong();
      times[i] = in.readLong();
    }
    stored = null;
  }

  /** Whether the id is new within 24 h and the 200 newest; notes it. */
  boolean firstTime(String eventId, long now) {
    takeApart();
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
    takeApart();
    other.takeApart();
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
    if (stored != null) {
      out.writeRaw(stored);
      return;
    }
    for (int i = 0; i < size; i++) {
      out.writeLong(hashes[i]).writeLong(times[i]);
    }
  }

  static SeenEvents read(ByteReader in) {
    return new SeenEvents(in.readRaw(in.readCount() * ENTRY_BYTES));
  }
}
