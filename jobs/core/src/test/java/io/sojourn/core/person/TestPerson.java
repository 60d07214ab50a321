package io.sojourn.core.person;

import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.StepEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One person on the heap: its stored values, and all that the engine has said of it. Times are
 * seconds.
 */
public final class TestPerson implements PersonStore {
  /** A log-in name and its key. */
  public static final Identity ADA = new Identity("CRMID", "ada");

  public static final Identity COOKIE = new Identity("ECID", "c1");
  public static final Identity EMAIL = new Identity("Email", "ada@example.com");

  private final PersonEngine engine = new PersonEngine("test");
  private final Map<Part, byte[]> values = new EnumMap<>(Part.class);
  private final List<Output> outputs = new ArrayList<>();
  private final PersonId id;
  private Workspace workspace;
  private int events;

  public TestPerson(Workspace workspace) {
    this(workspace, 1);
  }

  /**
   * @param number which person it is
   */
  public TestPerson(Workspace workspace, long number) {
    this(workspace, new PersonId(0, number));
  }

  TestPerson(Workspace workspace, PersonId id) {
    this.workspace = workspace;
    this.id = id;
  }

  /** The key of an identity, ordered as the namespaces are. */
  public static IdentityKey key(Identity identity) {
    int rank =
        switch (identity.namespace()) {
          case "CRMID" -> 0;
          case "Email" -> 1;
          default -> 512;
        };
    return new IdentityKey(rank, 0, identity.value().hashCode());
  }

  /** From now on. */
  public void under(Workspace other) {
    workspace = other;
  }

  /** An event of ada that happens now. */
  public Result event(long at, String type, Map<String, Object> fields) {
    return event("e" + events++, at, at, List.of(ADA), type, fields);
  }

  public Result event(
      String eventId,
      long at,
      long happened,
      List<Identity> identities,
      String type,
      Map<String, Object> fields) {
    Event event =
        new Event(
            eventId,
            type.isEmpty() ? Event.Kind.PROFILE : Event.Kind.EXPERIENCE,
            type,
            happened * 1000,
            identities,
            fields);
    return taken(engine.onEvent(id, this, workspace, key(identities.get(0)), event, at * 1000));
  }

  /** A profile record of ada that is made now. */
  public Result profile(long at, Map<String, Object> fields) {
    return event("p" + events++, at, at, List.of(ADA), "", fields);
  }

  /** A profile record of ada with an e-mail address and the consent to use it. */
  public Result reachable(long at) {
    return event(
        "r" + events++,
        at,
        at,
        List.of(ADA, EMAIL),
        "",
        Map.of("consents.marketing.email.val", "y"));
  }

  /** Settles everything due until then. */
  public TestPerson until(long at) {
    taken(engine.onTimer(id, this, workspace, at * 1000));
    return this;
  }

  /** A timer of this time, in milliseconds, fires. */
  public Result fire(long time) {
    return taken(engine.onTimer(id, this, workspace, time));
  }

  public byte[] moveOut(Identity identity, long asOf) {
    return moveOut(key(identity), asOf * 1000);
  }

  byte[] moveOut(IdentityKey fragment, long asOfMillis) {
    return taken(engine.onMoveOut(id, this, workspace, fragment, asOfMillis)).payload();
  }

  public Result moveIn(Identity identity, byte[] payload, long asOf) {
    return moveIn(key(identity), payload, asOf * 1000);
  }

  Result moveIn(IdentityKey fragment, byte[] payload, long asOfMillis) {
    return taken(engine.onFragment(id, this, workspace, fragment, payload, asOfMillis));
  }

  private Result taken(Result result) {
    outputs.addAll(result.outputs());
    return result;
  }

  public List<Output> outputs() {
    return outputs;
  }

  public <T extends Output> List<T> outputs(Class<T> kind) {
    return outputs.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** The newest profile record. */
  public ProfileRecord profile() {
    List<ProfileRecord> records = outputs(ProfileRecord.class);
    return records.get(records.size() - 1);
  }

  /** What was said since the last call, without profile records, one line each. */
  public List<String> said() {
    List<String> lines =
        outputs.stream().filter(o -> !(o instanceof ProfileRecord)).map(TestPerson::line).toList();
    outputs.clear();
    return lines;
  }

  private static String line(Output output) {
    String at = output.at() / 1000 + " ";
    if (output instanceof Qualification q) {
      return at + name(q.status()) + " " + q.audience() + " by " + q.cause();
    } else if (output instanceof StepEvent s) {
      String step = s.step().isEmpty() ? "" : "." + s.step();
      return at + name(s.event()) + " " + s.journey() + step + " " + s.cause();
    } else if (output instanceof Command c) {
      return at + "command " + c.journey() + "." + c.step() + " to " + c.recipient();
    } else if (output instanceof Content c) {
      return at + c.surface() + c.items().stream().map(Content.Item::template).toList();
    }
    throw new AssertionError("no line for " + output.getClass());
  }

  private static String name(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public byte @Nullable [] load(Part part) {
    return values.get(part);
  }

  @Override
  public void save(Part part, byte @Nullable [] bytes) {
    if (bytes == null) {
      values.remove(part);
    } else {
      values.put(part, bytes);
    }
  }

  /** Which parts are stored. */
  public Map<Part, byte[]> stored() {
    return values;
  }
}
