package io.sojourn.core.channel;

/** What a template does about a value that is missing; the lower-case name is the form in it. */
public enum Missing {
  /** Puts nothing in its place. */
  EMPTY,
  /** Does not render, unless a {@code default} or a condition takes care of it. */
  REFUSE
}
