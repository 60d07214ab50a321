package io.sojourn.core.person;

import org.jspecify.annotations.Nullable;

/** Port: the parts of the current person, read only when needed and written only when changed. */
public interface PersonStore {

  /** What of a person is read and written by itself. */
  enum Part {
    PROFILE,
    AUDIENCES,
    JOURNEYS
  }

  /** The bytes of a part, or null if the person has none. */
  byte @Nullable [] load(Part part);

  /** Keeps the bytes of a part; null removes it. */
  void save(Part part, byte @Nullable [] bytes);
}
