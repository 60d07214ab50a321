package io.sojourn.core.identity;

import java.util.UUID;

/** A person: derived from the anchor identity of a connected component, never allocated. */
public record PersonId(long high, long low) implements Comparable<PersonId> {

  /**
   * The person that an identity is until it is linked. A bijection of the key's hash, so it reveals
   * nothing more.
   */
  public static PersonId birth(IdentityKey key) {
    return new PersonId(mix(key.high() ^ key.rank()), mix(key.low() + key.rank()));
  }

  /**
   * The finalizer of SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number
   * generators, 2014).
   */
  private static long mix(long z) {
    long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
    return b ^ (b >>> 31);
  }

  /** The canonical text, in the form of a UUID. */
  public String text() {
    return new UUID(high, low).toString();
  }

  public static PersonId parse(String text) {
    UUID uuid = UUID.fromString(text);
    return new PersonId(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
  }

  @Override
  public int compareTo(PersonId other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  @Override
  public int hashCode() {
    // Flink spreads keys by this value, so it must never change.
    return Long.hashCode(high ^ (low << 1));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof PersonId p && high == p.high && low == p.low;
  }
}
