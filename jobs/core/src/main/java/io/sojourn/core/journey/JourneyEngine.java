package io.sojourn.core.journey;

import io.sojourn.core.audience.AudienceEngine.Change;
import io.sojourn.core.channel.Feedback;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.definition.Journey;
import io.sojourn.core.definition.Journey.OnAudience;
import io.sojourn.core.definition.Journey.OnEvent;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.profile.PersonBindings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Moves a person's journey instances: entries, steps, waits, exits, re-entrance. Pure: the time is
 * an argument, what happens is added to the scene's outputs.
 */
public final class JourneyEngine {
  private final Scene scene;
  private final Workspace workspace;
  private final Journeys journeys;
  private final StepRunner runner;

  public JourneyEngine(Scene scene, Journeys journeys) {
    this.scene = scene;
    this.workspace = scene.workspace();
    this.journeys = journeys;
    this.runner = new StepRunner(scene, journeys);
  }

  /**
   * An event ends the instances whose exit criteria it meets, then starts those whose entry it
   * meets. It may come late, after others of a later time: then it ends no instance that began
   * after it, and what it starts meets the events that it should have come before. What became of a
   * message never starts the journey that sent it, which would go on for ever.
   *
   * @param at append time of its record, epoch milliseconds
   */
  public void onEvent(IdentityKey fragment, Event event, long at) {
    Map<String, Object> fields = PersonBindings.fields(event);
    if (workspace.mayExit(event.type())) {
      for (Instance instance : journeys.instances()) {
        if (instance.enteredAt <= at) {
          exitOnEvent(instance, event.type(), fields, at);
        }
      }
      journeys.remember(new Journeys.RecentEvent(at, event.type(), fields));
    }
    for (Journey journey : workspace.enteredBy(event.type())) {
      OnEvent entry = (OnEvent) journey.entry();
      PersonBindings bindings = scene.bindings(fields, "");
      if (entry.where() != null && !entry.where().holds(bindings)) {
        continue;
      }
      String key = key(journey, bindings);
      if (event.type().equals(Feedback.EVENT_TYPE)
          && journey.name().equals(fields.get(Feedback.JOURNEY))) {
        discard(journey, event.primary(), at, "own_message");
      } else if (event.time() < at - journey.stale()) {
        discard(journey, event.primary(), at, "stale");
      } else {
        enter(journey, key, fragment, event.primary(), event.id(), event.type(), fields, at);
      }
    }
  }

  /**
   * A change of membership ends and starts instances, as an event of that time would.
   *
   * @param at when its cause was, epoch milliseconds
   */
  public void onAudience(Change change, String causeId, long at) {
    String cause = "audience:" + change.audience();
    for (Instance instance : journeys.instances()) {
      Journey journey = workspace.journey(instance.journey, instance.version);
      if (journey != null
          && instance.enteredAt <= at
          && journey.exits().contains(new OnAudience(change.audience(), change.status()))) {
        runner.exit(instance, cause, at);
      }
    }
    for (Journey journey : workspace.enteredByAudience(change.audience())) {
      if (journey.entry().equals(new OnAudience(change.audience(), change.status()))) {
        Map.Entry<IdentityKey, Identity> anchor = scene.anchor();
        enter(
            journey,
            "",
            anchor.getKey(),
            anchor.getValue(),
            cause + "@" + causeId,
            cause,
            Map.of(),
            at);
      }
    }
  }

  /** Settles every instance that is due at or before a time, oldest first, each at its due time. */
  public void settle(long until) {
    for (Instance next = earliest(until); next != null; next = earliest(until)) {
      runner.wake(next, next.nextDue());
    }
  }

  /**
   * Takes in the journeys of a fragment that arrives from another person. Events that came here
   * since the link was made are shown to its instances, in order; an instance that began here
   * meanwhile, because what was on its way was not known, gives way to the one that arrives.
   *
   * @param version the {@link Journeys#VERSION} of the bytes
   * @param asOf when the link was made
   */
  public void arrive(IdentityKey fragment, int version, ByteReader in, long asOf) {
    Journeys.Section arriving = Journeys.Section.read(version, in);
    for (Map.Entry<String, Long> entry : arriving.entries.entrySet()) {
      for (Instance instance : journeys.instances()) {
        if (instance.slot().equals(entry.getKey())
            && instance.enteredAt >= asOf
            && !instance.issued
            && refuses(instance, entry.getValue())) {
          runner.exit(instance, "superseded", instance.enteredAt);
        }
      }
    }
    Journeys.Section section = journeys.section(fragment);
    arriving.entries.forEach((slot, time) -> section.entries.merge(slot, time, Math::max));
    section.trim();
    journeys.add(fragment, arriving.instances);
    arriving.instances.forEach(instance -> meet(instance, section, asOf));
  }

  /** Shows an instance the events that came here since a time, before it did. */
  private void meet(Instance instance, Journeys.Section section, long since) {
    for (Journeys.RecentEvent event : journeys.recent()) {
      if (event.at() >= since) {
        while (section.instances.contains(instance) && instance.nextDue() <= event.at()) {
          runner.wake(instance, instance.nextDue());
        }
        if (section.instances.contains(instance)) {
          exitOnEvent(instance, event.type(), event.fields(), event.at());
        }
      }
    }
  }

  /** Ends instances whose journey version is no longer live. */
  public void retire(long now) {
    for (Instance instance : journeys.instances()) {
      if (workspace.journey(instance.journey, instance.version) == null) {
        runner.exit(instance, "version_removed", now);
      }
    }
  }

  private boolean refuses(Instance instance, long earlierEntry) {
    Journey journey = workspace.journey(instance.journey, instance.version);
    return journey != null && !mayEnterAgain(journey, earlierEntry, instance.enteredAt);
  }

  private void exitOnEvent(Instance instance, String type, Map<String, Object> fields, long at) {
    Journey journey = workspace.journey(instance.journey, instance.version);
    if (journey == null) {
      return;
    }
    for (Journey.Trigger exit : journey.exits()) {
      if (exit instanceof OnEvent onEvent
          && onEvent.type().equals(type)
          && (onEvent.where() == null
              || onEvent.where().holds(scene.bindings(fields, instance.key)))) {
        runner.exit(instance, type, at);
        return;
      }
    }
  }

  private void enter(
      Journey journey,
      String key,
      IdentityKey fragment,
      Identity identity,
      String causeId,
      String cause,
      Map<String, Object> fields,
      long at) {
    String slot = Journeys.slot(journey.name(), key);
    List<Instance> inside = journeys.inside(slot);
    if (inside.stream().anyMatch(other -> other.enteredAt <= at || other.issued)) {
      discard(journey, identity, at, "already_inside");
      return;
    }
    long lastEntry = journeys.lastEntry(slot);
    if (inside.isEmpty() && lastEntry != Long.MIN_VALUE && !mayEnterAgain(journey, lastEntry, at)) {
      discard(journey, identity, at, "re_entrance");
      return;
    }
    // the order of the log counts, not that of arrival
    inside.forEach(later -> runner.exit(later, "superseded", later.enteredAt));
    String id = scene.instanceId(journey.name(), fragment, key, causeId);
    Instance instance =
        new Instance(
            id,
            journey.name(),
            journey.version(),
            key,
            identity,
            at,
            at + journey.timeout(),
            fields,
            journey.start());
    Journeys.Section section = journeys.section(fragment);
    section.instances.add(instance);
    section.entries.put(slot, at);
    section.trim();
    scene.step(instance, "", StepEvent.Kind.ENTERED, cause, at);
    runner.run(instance, at);
    meet(instance, section, at + 1);
  }

  private static boolean mayEnterAgain(Journey journey, long lastEntry, long now) {
    return journey.again().allowed() && now >= lastEntry + journey.again().after();
  }

  private void discard(Journey journey, Identity identity, long at, String reason) {
    scene
        .out()
        .add(
            new StepEvent(
                at,
                scene.person(),
                identity,
                journey.name(),
                journey.version(),
                "",
                "",
                StepEvent.Kind.DISCARDED,
                reason,
                workspace.version()));
  }

  private static String key(Journey journey, PersonBindings bindings) {
    return journey.key() == null ? "" : Objects.toString(journey.key().evaluate(bindings), "");
  }

  private @Nullable Instance earliest(long until) {
    Instance earliest = null;
    for (Instance instance : journeys.instances()) {
      if (instance.nextDue() <= until
          && (earliest == null || instance.nextDue() < earliest.nextDue())) {
        earliest = instance;
      }
    }
    return earliest;
  }
}
