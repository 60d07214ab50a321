package io.sojourn.bench;

/**
 * From the append time of an event to the append time of the command that it caused.
 *
 * @param rate events per second that were sent
 * @param seconds how long it was measured, after the warm-up
 * @param checkpoints how many completed from the start on
 * @param times of the commands
 * @param foreign share of the machine's processors that other processes took meanwhile
 */
record Latency(double rate, long seconds, long checkpoints, Quantiles times, double foreign) {}
