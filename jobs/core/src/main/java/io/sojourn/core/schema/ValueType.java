package io.sojourn.core.schema;

/**
 * The types a declared field may have. In memory: Boolean, Long, Double, String, {@code
 * java.time.Instant}.
 */
public enum ValueType {
  BOOL,
  INT,
  DOUBLE,
  STRING,
  TIMESTAMP
}
