package io.sojourn.bench;

/**
 * From event to command for persons who were never on a device that very many log in on, at the
 * same rate of all events.
 *
 * @param without when there is no such device
 * @param with when there is one
 */
record HotDevice(Latency without, Latency with) {
  /** By as many customers, while it is measured. */
  static final int LOG_INS = 10_000;

  double ratio() {
    return with.times().p99() / (double) without.times().p99();
  }
}
