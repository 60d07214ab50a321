package io.sojourn.core.schema;

import java.util.HashMap;
import java.util.Map;

/**
 * What events and profiles may carry; anything else in a payload is ignored.
 *
 * @param profile declared profile attributes by dotted path, for example {@code
 *     person.name.firstName}
 * @param events declared event fields by event type, then by dotted path, for example {@code
 *     commerce.purchases} → {@code order.priceTotal}
 */
public record Schema(Map<String, Field> profile, Map<String, Map<String, Field>> events) {
  public static final Schema EMPTY = new Schema(Map.of(), Map.of());

  public Schema {
    profile = Map.copyOf(profile);
    events = Map.copyOf(events);
  }

  /** The same with another event type. */
  public Schema with(String type, Map<String, Field> fields) {
    Map<String, Map<String, Field>> more = new HashMap<>(events);
    more.put(type, fields);
    return new Schema(profile, more);
  }

  /** The declared fields of an event type; empty for a type that is not declared. */
  public Map<String, Field> event(String type) {
    return events.getOrDefault(type, Map.of());
  }
}
