package io.sojourn.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * How fast ours does something, and how fast another program does.
 *
 * @param ours what ours did
 * @param other what the other did
 * @param oursPerSecond run by run
 * @param otherPerSecond in the same runs
 */
record RatePair(
    String ours, String other, List<Double> oursPerSecond, List<Double> otherPerSecond) {

  /** Ours by the other, run by run: neighbours met the same weather. */
  Summary ratio() {
    List<Double> quotients = new ArrayList<>();
    for (int i = 0; i < oursPerSecond.size(); i++) {
      quotients.add(oursPerSecond.get(i) / otherPerSecond.get(i));
    }
    return Summary.of(quotients);
  }
}
