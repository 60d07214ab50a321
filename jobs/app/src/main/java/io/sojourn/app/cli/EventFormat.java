package io.sojourn.app.cli;

import io.sojourn.connectors.event.InputDecoder;
import org.jspecify.annotations.Nullable;

/** What lines of events are written in. */
enum EventFormat {
  /** XDM ExperienceEvents and profile records. */
  XDM(null),
  /** Calls of the Segment spec. */
  SEGMENT(InputDecoder.SEGMENT);

  private final @Nullable String header;

  EventFormat(@Nullable String header) {
    this.header = header;
  }

  /** Value of the record header {@code format}; null for a record without it. */
  @Nullable String header() {
    return header;
  }
}
