package io.sojourn.bench;

import io.sojourn.app.demo.TrafficSettings;

/**
 * The demo's traffic as it is measured with.
 *
 * @param persons who make it
 * @param seed decides everything that is random
 * @param timeScale by which the durations of traffic and workspace are divided: the larger, the
 *     more windows and waits end per event
 * @param sharedDevices share of visits on a device that two people use, 0 to 1
 * @param knownSets whether, from where measuring begins, every event has identities that were seen
 *     together before
 */
record TrafficMix(int persons, long seed, long timeScale, double sharedDevices, boolean knownSets) {

  /**
   * @param start log time of the first record, epoch milliseconds
   * @param rate records per second of log time
   */
  TrafficSettings settings(long events, long start, double rate) {
    TrafficSettings settings =
        TrafficSettings.demo(persons, events, seed, start, rate)
            .withTimeScale((double) timeScale)
            .withSharedDevices(sharedDevices);
    return knownSets ? settings.keepingCookies() : settings;
  }
}
