package io.sojourn.core.identity;

import java.util.Locale;

/** A step in making two spellings of one identity value equal. */
public enum Normaliser {
  TRIM,
  LOWER;

  String apply(String value) {
    return switch (this) {
      case TRIM -> value.strip();
      case LOWER -> value.toLowerCase(Locale.ROOT);
    };
  }
}
