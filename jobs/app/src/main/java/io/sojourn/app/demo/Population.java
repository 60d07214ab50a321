package io.sojourn.app.demo;

import java.util.SplittableRandom;

/** The people of the shop, and what the shop has seen of each. Two neighbours make a household. */
final class Population {
  /** Keeps an identity graph far below its bound, however long the traffic runs. */
  private static final int MOST_COOKIES = 40;

  private static final int HOUSEHOLD_DEVICE = 7;

  private final TrafficSettings settings;
  private final boolean[] withAccount;
  private final byte[] cookiesLost;

  Population(TrafficSettings settings) {
    this.settings = settings;
    this.withAccount = new boolean[settings.persons()];
    this.cookiesLost = new byte[settings.persons()];
  }

  /** Somebody comes, on one of the person's devices or on the household's. */
  Shopper arrive(SplittableRandom random) {
    double often = random.nextDouble();
    int person = (int) (often * often * settings.persons());
    boolean shared = random.nextDouble() < settings.sharedDevices();
    if (!shared
        && cookiesLost[person] < MOST_COOKIES
        && random.nextDouble() < settings.cookiesLost()) {
      cookiesLost[person]++;
    }
    String device = shared ? device(person & ~1, HOUSEHOLD_DEVICE, 0) : own(person, random);
    return new Shopper(person, device, this);
  }

  /** The first device of most visits, or one of up to three others. */
  private String own(int person, SplittableRandom random) {
    int devices = 1 + (int) (Mix.of(person) >>> 62);
    int device = random.nextInt(3) > 0 ? 0 : random.nextInt(devices);
    return device(person, device, cookiesLost[person]);
  }

  /** An Experience Cloud id: 38 digits. */
  private String device(int owner, int device, int generation) {
    long low = Mix.of(settings.seed() ^ ((long) owner << 16 | device << 8 | generation));
    char[] digits = new char[38];
    write(low, digits, 0);
    write(Mix.of(low), digits, 19);
    return new String(digits);
  }

  private static void write(long value, char[] digits, int from) {
    long rest = value & Long.MAX_VALUE;
    for (int i = from + 18; i >= from; i--) {
      digits[i] = (char) ('0' + rest % 10);
      rest /= 10;
    }
  }

  boolean hasAccount(int person) {
    return withAccount[person];
  }

  void openAccount(int person) {
    withAccount[person] = true;
  }
}
