package io.sojourn.core.expression;

import io.sojourn.core.schema.ValueType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** The variables that an expression may name, and their types. */
public final class Scope {
  private final Map<String, ValueType> values;
  private final Map<String, Map<String, ValueType>> structs;
  private final Map<String, Map<String, ValueType>> maps;

  private Scope(
      Map<String, ValueType> values,
      Map<String, Map<String, ValueType>> structs,
      Map<String, Map<String, ValueType>> maps) {
    this.values = Map.copyOf(values);
    this.structs = Map.copyOf(structs);
    this.maps = Map.copyOf(maps);
    if (names().size() < values.size() + structs.size() + maps.size()) {
      throw new IllegalArgumentException("A variable is declared twice in " + names());
    }
  }

  /** Plain variables, for example signals: {@code carts >= 1}. */
  public Map<String, ValueType> values() {
    return values;
  }

  /** Variables with fields by dotted path, for example {@code profile.loyalty.points}. */
  public Map<String, Map<String, ValueType>> structs() {
    return structs;
  }

  /**
   * Variables with constant string keys, for example {@code audiences['vip']}; an unknown key is an
   * error.
   */
  public Map<String, Map<String, ValueType>> maps() {
    return maps;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Scope s
        && values.equals(s.values)
        && structs.equals(s.structs)
        && maps.equals(s.maps);
  }

  @Override
  public int hashCode() {
    return values.hashCode() * 31 * 31 + structs.hashCode() * 31 + maps.hashCode();
  }

  /** Its variables in alphabetical order. */
  SortedSet<String> names() {
    var names = new TreeSet<String>(values.keySet());
    names.addAll(structs.keySet());
    names.addAll(maps.keySet());
    return names;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects variables. */
  public static final class Builder {
    private final Map<String, ValueType> values = new LinkedHashMap<>();
    private final Map<String, Map<String, ValueType>> structs = new LinkedHashMap<>();
    private final Map<String, Map<String, ValueType>> maps = new LinkedHashMap<>();

    public Builder value(String name, ValueType type) {
      values.put(name, type);
      return this;
    }

    public Builder struct(String name, Map<String, ValueType> fields) {
      structs.put(name, Map.copyOf(fields));
      return this;
    }

    public Builder map(String name, Map<String, ValueType> entries) {
      maps.put(name, Map.copyOf(entries));
      return this;
    }

    public Scope build() {
      return new Scope(values, structs, maps);
    }
  }
}
