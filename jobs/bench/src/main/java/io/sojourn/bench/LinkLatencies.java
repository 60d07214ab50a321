package io.sojourn.bench;

/**
 * From the append time of an event that links.
 *
 * @param rate events per second that were sent
 * @param checkpoints how many completed from the start on
 * @param device to the assignment of a device that a known customer uses for the first time
 * @param merge to the last assignment of a graph that became part of another one
 * @param history to the profile of that customer with what was known of the device
 */
record LinkLatencies(
    double rate, long checkpoints, Quantiles device, Quantiles merge, Quantiles history) {}
