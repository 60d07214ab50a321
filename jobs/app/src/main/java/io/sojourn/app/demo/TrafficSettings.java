package io.sojourn.app.demo;

/**
 * How much of what a shop's traffic holds. Shares are of all records, between 0 and 1.
 *
 * @param persons how many people there are; a few come often, most come rarely
 * @param events how many records to make, of all kinds together
 * @param seed decides everything that is random
 * @param start log time of the first record, epoch milliseconds
 * @param eventsPerSecond mean rate in log time
 * @param timeScale by which the durations of a shop are divided, as in the workspace's manifest
 * @param sharedDevices share of visits on the device of a household, which two people use
 * @param cookiesLost share of visits on a person's own devices before which they lost their cookies
 * @param late share of records that arrive minutes to hours after they happened, so out of order
 * @param duplicates share of records that repeat a recent one
 * @param malformed share of records that break a rule, each kind in turn
 */
public record TrafficSettings(
    int persons,
    long events,
    long seed,
    long start,
    double eventsPerSecond,
    double timeScale,
    double sharedDevices,
    double cookiesLost,
    double late,
    double duplicates,
    double malformed) {

  public TrafficSettings {
    if (persons < 2 || eventsPerSecond <= 0 || timeScale < 1) {
      throw new IllegalArgumentException(
          "Traffic needs 2 persons, a rate above 0 and a time scale of 1 or more");
    }
  }

  /**
   * The shares of the demo: 3 % shared devices, 20 % lost cookies, 3 % late, 1 % repeated, 0.5 %
   * malformed.
   */
  public static TrafficSettings demo(
      int persons, long events, long seed, long start, double eventsPerSecond) {
    return new TrafficSettings(
        persons, events, seed, start, eventsPerSecond, 3600, 0.03, 0.2, 0.03, 0.01, 0.005);
  }

  /** With the time scale of another workspace manifest. */
  public TrafficSettings withTimeScale(double other) {
    return with(other, sharedDevices, cookiesLost);
  }

  /** With another share of visits on shared devices. */
  public TrafficSettings withSharedDevices(double other) {
    return with(timeScale, other, cookiesLost);
  }

  /** With browsers that keep their cookies. */
  public TrafficSettings keepingCookies() {
    return with(timeScale, sharedDevices, 0);
  }

  private TrafficSettings with(
      double otherTimeScale, double otherSharedDevices, double otherCookiesLost) {
    return new TrafficSettings(
        persons,
        events,
        seed,
        start,
        eventsPerSecond,
        otherTimeScale,
        otherSharedDevices,
        otherCookiesLost,
        late,
        duplicates,
        malformed);
  }
}
