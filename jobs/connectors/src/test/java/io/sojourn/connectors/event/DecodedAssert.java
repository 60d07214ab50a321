package io.sojourn.connectors.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.Problem;
import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.event.EventDecoder.Decoded.Accepted;
import io.sojourn.core.event.EventDecoder.Decoded.Rejected;

/** What tests ask of a decoded input. */
final class DecodedAssert {
  private DecodedAssert() {}

  static Event accepted(Decoded decoded) {
    assertThat(decoded)
        .as(() -> decoded instanceof Rejected r ? r.problem().message() : "")
        .isInstanceOf(Accepted.class);
    return ((Accepted) decoded).event();
  }

  static Problem rejected(Decoded decoded, ProblemCode code) {
    assertThat(decoded).isInstanceOf(Rejected.class);
    Problem problem = ((Rejected) decoded).problem();
    assertThat(problem.code()).as(problem.message()).isEqualTo(code);
    return problem;
  }
}
