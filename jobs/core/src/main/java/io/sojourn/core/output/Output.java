package io.sojourn.core.output;

/**
 * What the engines emit; each kind goes to its topic. Times are epoch milliseconds of the log's
 * clock.
 */
public sealed interface Output
    permits Assignment, Qualification, Command, Content, StepEvent, ProfileRecord, Rejection {

  /** When it was decided: the {@code now} of the decision. */
  long at();
}
