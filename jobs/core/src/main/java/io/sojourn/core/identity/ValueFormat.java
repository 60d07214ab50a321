package io.sojourn.core.identity;

import java.util.regex.Pattern;

/** A form that all values of a namespace have. */
public enum ValueFormat {
  /** An Experience Cloud id: 38 digits. */
  ECID("[0-9]{38}");

  private final Pattern pattern;

  ValueFormat(String pattern) {
    this.pattern = Pattern.compile(pattern);
  }

  boolean fits(String value) {
    return pattern.matcher(value).matches();
  }
}
