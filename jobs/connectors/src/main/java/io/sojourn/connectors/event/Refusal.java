package io.sojourn.connectors.event;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;

/** Leaves a reader with the problem that makes an input unusable. It never leaves the decoder. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  Refusal(ProblemCode code, String place, String seen) {
    super(code.name(), null, false, false);
    problem = new Problem(code, place, seen);
  }

  Problem problem() {
    return problem;
  }
}
