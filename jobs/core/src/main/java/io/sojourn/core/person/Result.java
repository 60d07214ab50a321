package io.sojourn.core.person;

import io.sojourn.core.output.Output;
import java.util.List;

/**
 * What came of one input.
 *
 * @param kind what became of the input
 * @param outputs what to emit, in order
 * @param timer the time for which a timer must be registered now; {@code Long.MAX_VALUE} for none
 * @param payload the fragment that was taken out; empty otherwise
 */
public record Result(Kind kind, List<Output> outputs, long timer, byte[] payload) {

  /** What became of an input. */
  public enum Kind {
    PROCESSED,
    /** The event id was seen before: nothing happened. */
    DUPLICATE,
    /** The person would grow over the bound: nothing was stored, the event is to be rejected. */
    TOO_LARGE
  }

  static final Result NOTHING = asking(Long.MAX_VALUE);

  public Result {
    outputs = List.copyOf(outputs);
  }

  /** Nothing happened, but for a timer that is needed. */
  static Result asking(long timer) {
    return new Result(Kind.PROCESSED, List.of(), timer, new byte[0]);
  }

  Result carrying(byte[] fragment) {
    return new Result(kind, outputs, timer, fragment);
  }
}
