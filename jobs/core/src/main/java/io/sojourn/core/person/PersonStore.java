package io.sojourn.core.person;

import org.jspecify.annotations.Nullable;

/**
 * Port: the three stored values of the current person. They are read only when needed and written
 * only when changed.
 */
public interface PersonStore {

  /** A stored value. */
  enum Part {
    PROFILE,
    AUDIENCES,
    JOURNEYS
  }

  /** The stored bytes, or null. */
  byte @Nullable [] load(Part part);

  /** Stores the bytes; null removes them. */
  void save(Part part, byte @Nullable [] bytes);
}
