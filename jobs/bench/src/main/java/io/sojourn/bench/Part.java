package io.sojourn.bench;

import java.util.Locale;

/** What can be measured. */
enum Part {
  /** The job (a). */
  A,
  /** The job (b). */
  B,
  /** The job (c). */
  C,
  /** The job (d). */
  D,
  /** From event to command, at a steady rate. */
  LATENCY,
  /** From an event that links to what is told of it. */
  LINKS,
  /** From event to command, beside a device of many log-ins. */
  HOT,
  /** How fast mails go out. */
  MAILS,
  /** How fast requests go out. */
  REQUESTS;

  /** The part that measures a job. */
  static Part of(Workload workload) {
    return valueOf(workload.letter().toUpperCase(Locale.ROOT));
  }
}
