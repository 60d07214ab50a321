package io.sojourn.connectors.event;

import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.BlockedValues;
import io.sojourn.core.identity.Namespace;
import io.sojourn.core.identity.NamespaceType;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.identity.Normaliser.E164;
import io.sojourn.core.identity.Normaliser.Spelling;
import io.sojourn.core.schema.Field;
import io.sojourn.core.schema.Schema;
import io.sojourn.core.schema.ValueType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The namespaces and fields that the tests declare. */
final class Workspace {
  static final long RECEIVED = Instant.parse("2026-11-24T09:30:00Z").toEpochMilli();

  static final Namespaces NAMESPACES =
      new Namespaces(
          List.of(
              namespace("CRMID", NamespaceType.PERSON, true, 0, "userId"),
              new Namespace(
                  "Email",
                  NamespaceType.PERSON,
                  false,
                  1,
                  1,
                  List.of(Spelling.TRIM, Spelling.LOWER),
                  null,
                  BlockedValues.PLACEHOLDERS,
                  Namespace.FOR_EVER,
                  "email"),
              namespace("ECID", NamespaceType.COOKIE, false, 2, "anonymousId"),
              new Namespace(
                  "Phone",
                  NamespaceType.PERSON,
                  false,
                  3,
                  3,
                  List.of(new E164("DE")),
                  null,
                  new BlockedValues(Set.of("+49301234567"), Set.of()),
                  Namespace.FOR_EVER,
                  null)));

  static final Schema SCHEMA =
      new Schema(
          Map.of(
              "person.name.firstName", Field.of(ValueType.STRING),
              "consents.marketing.email.val",
                  new Field(ValueType.STRING, false, List.of("y", "n", "p", "u")),
              "loyalty.points", Field.of(ValueType.INT),
              "plan", Field.of(ValueType.STRING)),
          Map.of(
              "commerce.purchases",
              Map.of(
                  "cartId", Field.of(ValueType.STRING),
                  "order.priceTotal", Field.of(ValueType.DOUBLE),
                  "order.items", Field.of(ValueType.INT),
                  "gift", Field.of(ValueType.BOOL),
                  "deliverAt", Field.of(ValueType.TIMESTAMP)),
              "Order Completed",
              Map.of("total", Field.of(ValueType.DOUBLE)),
              "page",
              Map.of("url", Field.of(ValueType.STRING), "name", Field.of(ValueType.STRING)),
              "screen",
              Map.of("name", Field.of(ValueType.STRING))));

  private Workspace() {}

  static Decoded xdm(String json) {
    return decode(json.getBytes(StandardCharsets.UTF_8), null);
  }

  static Decoded segment(String json) {
    return decode(json.getBytes(StandardCharsets.UTF_8), InputDecoder.SEGMENT);
  }

  static Decoded decode(byte[] payload, String format) {
    return new InputDecoder().decode(payload, format, RECEIVED, NAMESPACES, SCHEMA);
  }

  private static Namespace namespace(
      String name, NamespaceType type, boolean unique, int ordinal, String segment) {
    return new Namespace(
        name,
        type,
        unique,
        ordinal,
        ordinal,
        List.of(),
        null,
        BlockedValues.PLACEHOLDERS,
        Namespace.FOR_EVER,
        segment);
  }
}
