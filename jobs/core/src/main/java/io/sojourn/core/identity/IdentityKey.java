package io.sojourn.core.identity;

/**
 * The 18-byte key of an identity: class, namespace ordinal, and 16 bytes of a keyed hash of the
 * value. Its unsigned byte order is the leader order of the identity graph: persons before devices
 * before cookies before partners.
 *
 * @param rank {@code class << 8 | ordinal}, 0 to 65,535
 * @param high first 8 bytes of the hash
 * @param low last 8 bytes of the hash
 */
public record IdentityKey(int rank, long high, long low) implements Comparable<IdentityKey> {

  @Override
  public int compareTo(IdentityKey other) {
    int byRank = Integer.compare(rank, other.rank);
    if (byRank != 0) {
      return byRank;
    }
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public int hashCode() {
    // The hash is uniform already; Flink spreads keys by this value, so it must never change.
    return Long.hashCode(high ^ (low << 1)) * 31 + rank;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof IdentityKey k && rank == k.rank && high == k.high && low == k.low;
  }
}
