package io.sojourn.connectors.event;

import io.sojourn.core.error.ProblemCode;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded.Accepted;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.schema.EventKind;
import io.sojourn.schema.SingleObject;
import io.sojourn.schema.WireException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An {@code io.sojourn.schema.Event} in single-object encoding, of any release. */
final class AvroReader {
  private final SingleObject codec = new SingleObject();

  Accepted read(Envelope envelope, Namespaces namespaces, DeclaredFields declared) throws Refusal {
    io.sojourn.schema.Event event = decode(envelope.payload());
    boolean experience = event.getKind() == EventKind.EXPERIENCE;
    if (!experience && event.getKind() != EventKind.PROFILE) {
      throw new Refusal(ProblemCode.EVENT_MALFORMED_AVRO, "kind", "a kind of a later release");
    }
    if (experience && event.getType().isBlank()) {
      throw new Refusal(ProblemCode.EVENT_TYPE_MISSING, "type", "nothing");
    }
    long time = envelope.bounded("timestamp", event.getTimestamp().toEpochMilli());
    IdentityClaims claims = new IdentityClaims();
    event.getIdentities().forEach(i -> claims.add("identities", i.getNamespace(), i.getValue()));
    List<Identity> who = claims.resolve(namespaces);
    Map<String, Object> found = new HashMap<>(event.getFields());
    found.values().removeIf(value -> value == null);
    String id = envelope.id(event.getId());
    Event read =
        experience
            ? new Event(
                id,
                Event.Kind.EXPERIENCE,
                event.getType(),
                time,
                who,
                declared.event(event.getType(), found))
            : new Event(id, Event.Kind.PROFILE, "", time, who, declared.profile(found));
    return new Accepted(read, claims.blocked());
  }

  private io.sojourn.schema.Event decode(byte[] payload) throws Refusal {
    try {
      return codec.decode(payload, io.sojourn.schema.Event.class);
    } catch (WireException e) {
      throw new Refusal(ProblemCode.EVENT_MALFORMED_AVRO, "", String.valueOf(e.getMessage()));
    }
  }
}
