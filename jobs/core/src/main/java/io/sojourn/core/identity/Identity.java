package io.sojourn.core.identity;

/**
 * An identity as people read it: a namespace name and a normalised value. The value is personal
 * data: it travels in topics and state, never in logs, metrics or error texts.
 */
public record Identity(String namespace, String value) {

  /** {@code NS:value}. */
  public String text() {
    return namespace + ":" + value;
  }

  @Override
  public String toString() {
    return namespace + ":…";
  }
}
