package io.sojourn.schema;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** One message of each type, with every field set. */
final class Samples {
  private static final Instant AT = Instant.parse("2026-11-24T09:30:00.125Z");
  private static final Identity CRM = new Identity("CRMID", "c-1");
  private static final Identity EMAIL = new Identity("Email", "ada@example.com");
  private static final String PERSON = "0b54ae8c-1f2f-4b1c-9c7e-5a4b3c2d1e0f";
  private static final String ID = "00112233445566778899aabbccddeeff";

  private Samples() {}

  static List<SpecificRecord> all() {
    return List.of(
        new Event(
            "prod",
            "e-1",
            EventKind.EXPERIENCE,
            "commerce.purchases",
            AT,
            List.of(CRM, EMAIL),
            values()),
        new ProfileRecord("prod", AT, PERSON, List.of(CRM, EMAIL), values(), List.of("vips"), "w7"),
        new Definition("prod", "journey", "cart", 3, "journeys/cart.yaml", "journey: cart\n"),
        new WorkspaceManifest("prod", "w7", Map.of("journey/cart@3", ID + ID), 60L, AT),
        new Assignment("prod", AT, ByteBuffer.wrap(new byte[18]), CRM, PERSON, PERSON),
        new IdentityCommand(
            "prod",
            "unlink",
            CRM,
            EMAIL,
            List.of(ByteBuffer.wrap(new byte[18])),
            "ada",
            "a shared kiosk"),
        new IdentityGraph(
            "prod",
            AT,
            ByteBuffer.wrap(new byte[18]),
            List.of(new GraphMember(ByteBuffer.wrap(new byte[18]), CRM, PERSON)),
            List.of(
                new GraphLink(
                    ByteBuffer.wrap(new byte[18]),
                    ByteBuffer.wrap(new byte[18]),
                    "unlinked",
                    AT.toEpochMilli(),
                    AT.toEpochMilli()))),
        new Qualification("prod", AT, PERSON, CRM, "vips", "entered", "event", "w7"),
        new Command(
            "prod",
            AT,
            ID,
            PERSON,
            CRM,
            "cart",
            3,
            ID,
            "remind",
            "email",
            "cart-reminder",
            "marketing",
            "ada@example.com",
            values(),
            "w7"),
        new StepEvent("prod", AT, PERSON, CRM, "cart", 3, ID, "remind", "issued", "timeout", "w7"),
        new Outcome("prod", AT, ID, "cart", ID, "remind", "email", OutcomeStatus.SENT, "250", 2),
        new Rejection(
            "prod",
            AT,
            "decode",
            "EVENT_TIME_INVALID",
            "timestamp",
            "a number",
            "sojourn.events-0",
            42L,
            ByteBuffer.wrap(new byte[] {1, 2, 3}),
            3L,
            ID + ID));
  }

  /** A value of each type, in a fixed order, so that the bytes are always the same. */
  private static Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("person.name.firstName", "Ada");
    values.put("loyalty.points", 1815L);
    values.put("order.priceTotal", 12.5);
    values.put("subscribed", true);
    values.put("birthday", new Time(-4_852_137_600_000L));
    return values;
  }
}
