package io.sojourn.app.delivery;

import io.sojourn.core.channel.Outcome;
import io.sojourn.core.channel.Outcome.Status;
import io.sojourn.schema.OutcomeStatus;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.WireException;
import java.time.Instant;
import org.apache.flink.util.function.SerializableFunction;
import org.jspecify.annotations.Nullable;

/** Outcomes as the ledger keeps them. */
final class OutcomeBytes {
  private OutcomeBytes() {}

  /** To Avro; called from several threads. */
  static final class Encoder implements SerializableFunction<Outcome, byte[]> {
    private static final long serialVersionUID = 1L;

    private final String sandbox;

    Encoder(String sandbox) {
      this.sandbox = sandbox;
    }

    @Override
    public byte[] apply(Outcome outcome) {
      return new SingleObject()
          .encode(
              new io.sojourn.schema.Outcome(
                  sandbox,
                  Instant.ofEpochMilli(outcome.at()),
                  outcome.commandId(),
                  outcome.journey(),
                  outcome.instance(),
                  outcome.step(),
                  outcome.channel(),
                  outcome.status() == Status.SENT ? OutcomeStatus.SENT : OutcomeStatus.FAILED,
                  outcome.code(),
                  outcome.attempt()));
    }
  }

  /** From Avro; null for a record that is no outcome. */
  static final class Decoder implements SerializableFunction<byte[], @Nullable Outcome> {
    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable Outcome apply(byte[] bytes) {
      try {
        io.sojourn.schema.Outcome wire =
            new SingleObject().decode(bytes, io.sojourn.schema.Outcome.class);
        return new Outcome(
            wire.getAt().toEpochMilli(),
            wire.getCommandId(),
            wire.getJourney(),
            wire.getInstance(),
            wire.getStep(),
            wire.getChannel(),
            wire.getStatus() == OutcomeStatus.SENT ? Status.SENT : Status.FAILED,
            wire.getCode(),
            wire.getAttempt());
      } catch (WireException e) {
        return null;
      }
    }
  }
}
