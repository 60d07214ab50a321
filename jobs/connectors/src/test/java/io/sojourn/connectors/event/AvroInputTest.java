package io.sojourn.connectors.event;

import static io.sojourn.connectors.event.DecodedAssert.accepted;
import static io.sojourn.connectors.event.DecodedAssert.rejected;
import static io.sojourn.connectors.event.Workspace.decode;
import static org.assertj.core.api.Assertions.assertThat;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.identity.Identity;
import io.sojourn.schema.Event;
import io.sojourn.schema.EventKind;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.Time;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AvroInputTest {
  private static final Instant TIME = Instant.parse("2026-11-24T09:00:00Z");
  private static final List<io.sojourn.schema.Identity> WHO =
      List.of(new io.sojourn.schema.Identity("Email", "Ada@x.org"));

  @Test
  void readsAnEvent() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("order.priceTotal", 2.5);
    fields.put("deliverAt", new Time(TIME.toEpochMilli()));
    fields.put("cartId", null);
    fields.put("undeclared", 1L);

    var event = accepted(decode(event(EventKind.EXPERIENCE, "commerce.purchases", fields), null));

    assertThat(event.id()).isEqualTo("e-1");
    assertThat(event.type()).isEqualTo("commerce.purchases");
    assertThat(event.time()).isEqualTo(TIME.toEpochMilli());
    assertThat(event.identities()).containsExactly(new Identity("Email", "ada@x.org"));
    assertThat(event.fields())
        .containsExactlyInAnyOrderEntriesOf(Map.of("order.priceTotal", 2.5, "deliverAt", TIME));
  }

  @Test
  void readsAProfileUpdateWhateverTheHeaderSays() {
    byte[] payload = event(EventKind.PROFILE, "", Map.of("loyalty.points", 3L));

    var event = accepted(decode(payload, "segment"));

    assertThat(event.kind()).isEqualTo(io.sojourn.core.event.Event.Kind.PROFILE);
    assertThat(event.fields()).containsEntry("loyalty.points", 3L);
  }

  @Test
  void refusesWhatItCannotUse() {
    byte[] good = event(EventKind.EXPERIENCE, "x", Map.of());

    rejected(decode(Arrays.copyOf(good, good.length - 1), null), ProblemCode.EVENT_MALFORMED_AVRO);
    rejected(decode(Arrays.copyOf(good, 2), null), ProblemCode.EVENT_MALFORMED_AVRO);
    rejected(
        decode(event(EventKind.UNKNOWN, "x", Map.of()), null), ProblemCode.EVENT_MALFORMED_AVRO);
    rejected(
        decode(event(EventKind.EXPERIENCE, "", Map.of()), null), ProblemCode.EVENT_TYPE_MISSING);
    rejected(
        decode(event(EventKind.PROFILE, "", Map.of("loyalty.points", "many")), null),
        ProblemCode.EVENT_FIELD_TYPE);
  }

  private static byte[] event(EventKind kind, String type, Map<String, Object> fields) {
    return new SingleObject().encode(new Event("prod", "e-1", kind, type, TIME, WHO, fields));
  }
}
