package io.sojourn.app.cli;

import io.sojourn.connectors.event.InputDecoder;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What lines of events are written in. */
enum EventFormat {
  /** XDM ExperienceEvents and profile records. */
  XDM(null),
  /** Calls of the Segment spec. */
  SEGMENT(InputDecoder.SEGMENT),
  /** A mail by which a mail system reports on another; it is one input with all its lines. */
  MAIL_REPORT(InputDecoder.MAIL_REPORT);

  private final @Nullable String header;

  EventFormat(@Nullable String header) {
    this.header = header;
  }

  /** As it is said on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether each line is an input, not the whole file. */
  boolean isInLines() {
    return this != MAIL_REPORT;
  }

  /** Value of the record header {@code format}; null for a record without it. */
  @Nullable String header() {
    return header;
  }
}
