package io.sojourn.core.expression;

import io.sojourn.core.schema.ValueType;
import java.util.HashMap;
import java.util.Map;

/** A scope with every kind of variable, and bindings from a map. */
final class Scopes {
  static final Scope ALL =
      Scope.builder()
          .value("carts", ValueType.INT)
          .value("spent", ValueType.DOUBLE)
          .value("now", ValueType.TIMESTAMP)
          .value("active", ValueType.BOOL)
          .struct(
              "profile",
              Map.of(
                  "person.name.firstName", ValueType.STRING,
                  "country", ValueType.STRING,
                  "loyalty.points", ValueType.INT,
                  "score", ValueType.DOUBLE,
                  "subscribed", ValueType.BOOL,
                  "birth", ValueType.TIMESTAMP))
          .map("audiences", Map.of("vip", ValueType.BOOL, "cart-abandoners", ValueType.BOOL))
          .build();

  private Scopes() {}

  static Reference field(String path) {
    return new Reference("profile", path);
  }

  static Reference value(String name) {
    return new Reference(name, "");
  }

  /**
   * Pairs of a reference, as {@code carts}, {@code profile.country} or {@code audiences.vip}, and a
   * value.
   */
  static Bindings bind(Object... pairs) {
    Map<Reference, Object> values = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      String[] name = ((String) pairs[i]).split("\\.", 2);
      values.put(new Reference(name[0], name.length == 1 ? "" : name[1]), pairs[i + 1]);
    }
    return values::get;
  }
}
