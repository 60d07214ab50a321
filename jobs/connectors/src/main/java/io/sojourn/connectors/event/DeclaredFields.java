package io.sojourn.connectors.event;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.Schema;
import io.sojourn.core.schema.ValueType;
import io.sojourn.schema.Time;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A schema in the form that reading needs: trees to find its fields, rules to check them. */
final class DeclaredFields {
  /** Where a profile record says when it was changed. */
  static final String MODIFIED = "_repo.modifyDate";

  /** Standard traits of Segment, and the standard XDM attributes that they mean. */
  private static final Map<String, String> STANDARD_TRAITS =
      Map.of(
          "firstName", "person.name.firstName",
          "lastName", "person.name.lastName",
          "email", "personalEmail.address",
          "phone", "mobilePhone.number");

  /** Integers up to here are exact as a double. */
  private static final double EXACT = 1L << 53;

  private final Schema schema;
  private final FieldTree xdm;
  private final FieldTree properties;
  private final FieldTree traits;

  DeclaredFields(Schema schema) {
    this.schema = schema;
    Set<String> events = new HashSet<>();
    schema.events().values().forEach(fields -> events.addAll(fields.keySet()));
    properties = FieldTree.of(events);
    Set<String> attributes = new HashSet<>(schema.profile().keySet());
    attributes.addAll(STANDARD_TRAITS.keySet());
    traits = FieldTree.of(attributes);
    events.addAll(schema.profile().keySet());
    events.add(MODIFIED);
    xdm = FieldTree.of(events);
  }

  /** Whether it was made from this very schema; comparing contents would cost more than reading. */
  @SuppressWarnings("ReferenceEquality")
  boolean isOf(Schema other) {
    return schema == other;
  }

  /** Everything that a record in XDM may carry. */
  FieldTree xdm() {
    return xdm;
  }

  /** What {@code properties} of a Segment call may carry. */
  FieldTree properties() {
    return properties;
  }

  /** What {@code traits} of a Segment call may carry. */
  FieldTree traits() {
    return traits;
  }

  /** Of what was found, the fields that this event type declares, checked. */
  Map<String, Object> event(String type, Map<String, Object> found) throws Refusal {
    return declared(schema.event(type), found);
  }

  /** Of what was found, the attributes that a profile declares, checked. */
  Map<String, Object> profile(Map<String, Object> found) throws Refusal {
    return declared(schema.profile(), found);
  }

  /** Like {@link #profile}, with standard traits as the attributes that they mean. */
  Map<String, Object> profileOfTraits(Map<String, Object> found) throws Refusal {
    Map<String, Object> attributes = new HashMap<>(found);
    STANDARD_TRAITS.forEach(
        (trait, attribute) -> {
          Object value = found.get(trait);
          if (value != null) {
            attributes.putIfAbsent(attribute, value);
          }
        });
    return profile(attributes);
  }

  private static Map<String, Object> declared(Map<String, Field> fields, Map<String, Object> found)
      throws Refusal {
    Map<String, Object> values = new HashMap<>();
    for (Map.Entry<String, Object> entry : found.entrySet()) {
      Field field = fields.get(entry.getKey());
      if (field != null) {
        values.put(entry.getKey(), checked(entry.getKey(), field, entry.getValue()));
      }
    }
    return values;
  }

  private static Object checked(String path, Field field, Object value) throws Refusal {
    Object converted = converted(field.type(), value);
    if (converted == null) {
      String declared = field.type().name().toLowerCase(Locale.ROOT);
      throw new Refusal(
          ProblemCode.EVENT_FIELD_TYPE, path, Json.typeOf(value) + " that is no " + declared);
    }
    if (!field.allowed().isEmpty() && !field.allowed().contains(converted.toString())) {
      throw new Refusal(ProblemCode.EVENT_FIELD_TYPE, path, "a value that its enum does not have");
    }
    return converted;
  }

  /** The value as the type has it in memory, or null if it is no value of the type. */
  private static @Nullable Object converted(ValueType type, Object value) {
    return switch (type) {
      case BOOL -> value instanceof Boolean ? value : null;
      case STRING -> value instanceof String ? value : null;
      case INT -> integer(value);
      case DOUBLE ->
          value instanceof Number n && Double.isFinite(n.doubleValue()) ? n.doubleValue() : null;
      case TIMESTAMP -> timestamp(value);
    };
  }

  private static @Nullable Object integer(Object value) {
    if (value instanceof Double d && d == Math.rint(d) && Math.abs(d) <= EXACT) {
      return d.longValue();
    }
    return value instanceof Long ? value : null;
  }

  private static @Nullable Object timestamp(Object value) {
    if (value instanceof Time time) {
      return Instant.ofEpochMilli(time.getEpochMillis());
    }
    long millis = value instanceof String text ? Rfc3339.parse(text) : Rfc3339.INVALID;
    return millis == Rfc3339.INVALID ? null : Instant.ofEpochMilli(millis);
  }
}
