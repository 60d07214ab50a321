package io.sojourn.app.demo;

/**
 * One record of the topic {@code events}.
 *
 * @param at log time, epoch milliseconds, never decreasing; not the time that the record says
 * @param key by which the records of a visit keep their order: the device
 * @param json one line of XDM JSON, unless it is one of the malformed
 */
public record TrafficRecord(long at, String key, String json) {
  /** Only when: the rest would be personal data if these people were real. */
  @Override
  public String toString() {
    return "TrafficRecord[" + at + "]";
  }
}
