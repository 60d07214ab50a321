package io.sojourn.bench;

/**
 * One drained topic, measured from a fifth of its events to the last.
 *
 * @param events how many the topic held
 * @param measured how many were worked off in the measured time
 * @param seconds how long that took
 * @param checkpoints how many completed while the topic was drained
 * @param cpuMicros processor time of Flink and broker per event, microseconds
 * @param foreign share of the machine's processors that other processes took meanwhile
 * @param counts what came out
 */
record Run(
    long events,
    long measured,
    double seconds,
    long checkpoints,
    double cpuMicros,
    double foreign,
    Counts counts) {

  /** Events per second of the clock on the wall. */
  double rate() {
    return measured / seconds;
  }

  /** Events per second that two processors could do if they did nothing else. */
  double capacity() {
    return 2_000_000 / cpuMicros;
  }
}
