package io.sojourn.app.demo;

import java.util.BitSet;
import java.util.List;

/**
 * The people who visit the shop. Who they are is a function of the seed; what they have done so far
 * (an account, a cleared cookie) is kept in a few bits each, so that millions fit into memory.
 */
final class Shoppers {
  private static final List<String> NAMES =
      List.of(
          "Ada",
          "Björn",
          "Chloé",
          "Dmitri",
          "Elif",
          "Farah",
          "Grace",
          "Hana",
          "Ibrahim",
          "Jürgen",
          "Kofi",
          "Łukasz",
          "Mei",
          "Noor",
          "Olga",
          "Paolo",
          "Quynh",
          "Rosa",
          "Søren",
          "Tomás",
          "Uma",
          "Víctor",
          "Wanda",
          "Xin",
          "Yusuf",
          "Zoë",
          "愛",
          "Siobhán",
          "O'Neil",
          "Anne-Marie");
  private static final List<String> ZONES =
      List.of("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Tokyo");

  private final long seed;
  private final TrafficOptions.Shares shares;
  private final BitSet registered;
  private final short[] cookies;

  Shoppers(long seed, int persons, TrafficOptions.Shares shares) {
    this.seed = seed;
    this.shares = shares;
    this.registered = new BitSet(persons);
    this.cookies = new short[persons];
  }

  int count() {
    return cookies.length;
  }

  boolean isRegistered(int person) {
    return registered.get(person);
  }

  void register(int person) {
    registered.set(person);
  }

  /** The person's browser is a new one from now on, or its cookies were cleared. */
  void clearCookies(int person) {
    cookies[person]++;
  }

  String crmId(int person) {
    return "C" + (10_000_000L + person);
  }

  /** An address as people type it: every eighth in capitals, which normalising undoes. */
  String email(int person) {
    String domain = person % 8 == 0 ? "Example.COM" : "example.com";
    return "shopper" + person + "@" + domain;
  }

  String firstName(int person) {
    return choose(NAMES, person, 1);
  }

  String timeZone(int person) {
    return choose(ZONES, person, 2);
  }

  boolean wantsMarketing(int person) {
    return (hash(person, 3) >>> 11) * 0x1p-53 >= shares.noConsent();
  }

  /** The id that the person's own browser has now. */
  String ownEcid(int person) {
    return ecid(hash(person, 16 + cookies[person]));
  }

  /** The id of the device that a person shares with one other. */
  String sharedEcid(int person) {
    return ecid(hash(person >> 1, 5));
  }

  private <T> T choose(List<T> from, int person, int purpose) {
    return from.get((int) Long.remainderUnsigned(hash(person, purpose), from.size()));
  }

  private long hash(int person, int purpose) {
    return mix(seed + mix(((long) person << 32) | purpose));
  }

  /** 38 digits, as an Experience Cloud id has. */
  private static String ecid(long hash) {
    String high = Long.toString(Math.floorMod(hash, 1_000_000_000_000_000_000L));
    String low = Long.toString(Math.floorMod(mix(hash), 1_000_000_000_000_000_000L));
    return "38" + "0".repeat(18 - high.length()) + high + "0".repeat(18 - low.length()) + low;
  }

  /**
   * A bijection that scatters neighbouring numbers: the finaliser of SplitMix64 (Steele, Lea and
   * Flood, "Fast splittable pseudorandom number generators", 2014; Stafford's variant 13).
   */
  static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
