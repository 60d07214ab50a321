package io.sojourn.bench;

/**
 * From the append time of an event to the append time of the command that it caused.
 *
 * @param rate events per second that were sent
 * @param seconds how long it was measured, after the warm-up
 * @param commands how many commands were measured
 * @param checkpoints how many completed from the start on
 * @param p50 milliseconds
 * @param p99 milliseconds
 * @param max milliseconds
 * @param foreign share of the machine's processors that other processes took meanwhile
 */
record Latency(
    double rate,
    long seconds,
    long commands,
    long checkpoints,
    long p50,
    long p99,
    long max,
    double foreign) {}
