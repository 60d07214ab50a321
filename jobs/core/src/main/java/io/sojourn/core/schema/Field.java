package io.sojourn.core.schema;

import java.util.List;

/**
 * A declared field.
 *
 * @param type its type
 * @param personal whether it is personal data
 * @param allowed the only values it may have; empty for any
 */
public record Field(ValueType type, boolean personal, List<String> allowed) {
  public Field {
    allowed = List.copyOf(allowed);
  }

  public static Field of(ValueType type) {
    return new Field(type, false, List.of());
  }
}
