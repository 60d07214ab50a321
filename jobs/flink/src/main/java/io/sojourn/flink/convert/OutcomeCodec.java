package io.sojourn.flink.convert;

import io.sojourn.schema.Outcome;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Topic;

/** Outcomes as records, keyed by the id of their command. Not thread-safe. */
public final class OutcomeCodec {
  private final SingleObject codec = new SingleObject();

  public OutputRecord encode(Outcome outcome) {
    return new OutputRecord(
        Topic.OUTCOMES,
        Keys.text(outcome.getCommandId()),
        codec.encode(outcome),
        outcome.getAt().toEpochMilli());
  }

  /**
   * The outcome that the value of a record holds.
   *
   * @throws io.sojourn.schema.WireException if it holds none
   */
  public Outcome decode(byte[] value) {
    return codec.decode(value, Outcome.class);
  }
}
