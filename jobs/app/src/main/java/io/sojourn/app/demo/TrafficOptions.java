package io.sojourn.app.demo;

/**
 * What traffic to make. Equal options give equal lines, byte for byte.
 *
 * @param seed chooses the people and what they do
 * @param startMillis when the first line is sent, epoch milliseconds; event ids and cart ids depend
 *     on it, so a second run with another start is not taken for a repeat of the first
 * @param lines how many lines, at least 0
 * @param ratePerSecond lines per second, above 0
 * @param persons how many people there are, at least 1
 * @param thinkMillis mean pause between two events of one visit, at least 1; the number of visits
 *     that are open at a time follows from it: rate × pause
 * @param latenessMillis longest time between an event and its late arrival, at least 1
 * @param shares how often something out of the ordinary happens
 */
public record TrafficOptions(
    long seed,
    long startMillis,
    long lines,
    double ratePerSecond,
    int persons,
    int thinkMillis,
    int latenessMillis,
    Shares shares) {

  public TrafficOptions {
    if (lines < 0 || !(ratePerSecond > 0) || persons < 1 || thinkMillis < 1 || latenessMillis < 1) {
      throw new IllegalArgumentException(
          "lines must not be negative; rate, persons, pause and lateness must be positive");
    }
  }

  /**
   * A minute of an ordinary shop, for a workspace whose hours pass as seconds: a visit takes about
   * two seconds, and most who buy do so within the second that an abandoned cart is given.
   */
  public static TrafficOptions demo(long seed, long startMillis) {
    return new TrafficOptions(seed, startMillis, 3_600, 60, 500, 250, 15_000, Shares.ORDINARY);
  }

  /**
   * Load for a measurement: no line is malformed, late, repeated or links two people, and one
   * person for 20 lines keeps the mix that {@link ShopTraffic} states.
   */
  public static TrafficOptions load(long seed, long startMillis, long lines) {
    int persons = (int) Math.max(1_000, Math.min(lines / 20, 50_000_000));
    return new TrafficOptions(
        seed, startMillis, lines, 20_000, persons, 250, 15_000, Shares.ORDERLY);
  }

  public TrafficOptions withLines(long value) {
    return new TrafficOptions(
        seed, startMillis, value, ratePerSecond, persons, thinkMillis, latenessMillis, shares);
  }

  public TrafficOptions withRatePerSecond(double value) {
    return new TrafficOptions(
        seed, startMillis, lines, value, persons, thinkMillis, latenessMillis, shares);
  }

  public TrafficOptions withPersons(int value) {
    return new TrafficOptions(
        seed, startMillis, lines, ratePerSecond, value, thinkMillis, latenessMillis, shares);
  }

  public TrafficOptions withShares(Shares value) {
    return new TrafficOptions(
        seed, startMillis, lines, ratePerSecond, persons, thinkMillis, latenessMillis, value);
  }

  /**
   * How often something out of the ordinary happens, each from 0 to 0.5.
   *
   * @param noConsent of people: those who do not want marketing e-mail
   * @param sharedDevices of visits: those on a device that two people use; at 0 no line links two
   *     people
   * @param late of behavioural events: those that arrive after later ones
   * @param duplicates of lines: those that are sent once more, later, with the same id
   * @param malformed of lines: those that a correct receiver refuses
   */
  public record Shares(
      double noConsent, double sharedDevices, double late, double duplicates, double malformed) {

    /** What a shop sees. */
    public static final Shares ORDINARY = new Shares(0.25, 0.03, 0.03, 0.02, 0.002);

    /** Nothing but refusals of marketing. */
    public static final Shares ORDERLY = new Shares(0.25, 0, 0, 0, 0);

    public Shares {
      check(noConsent);
      check(sharedDevices);
      check(late);
      check(duplicates);
      check(malformed);
    }

    private static void check(double share) {
      if (!(share >= 0 && share <= 0.5)) {
        throw new IllegalArgumentException("a share lies between 0 and 0.5, not " + share);
      }
    }

    public Shares withSharedDevices(double value) {
      return new Shares(noConsent, value, late, duplicates, malformed);
    }

    public Shares withMalformed(double value) {
      return new Shares(noConsent, sharedDevices, late, duplicates, value);
    }
  }
}
