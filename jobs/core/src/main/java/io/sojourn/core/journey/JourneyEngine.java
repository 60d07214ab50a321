package io.sojourn.core.journey;

import io.sojourn.core.audience.AudienceEngine.Change;
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
   * meets.
   */
  public void onEvent(IdentityKey fragment, Event event, long now) {
    Map<String, Object> fields = PersonBindings.fields(event);
    if (workspace.mayExit(event.type())) {
      for (Instance instance : journeys.instances()) {
        exitOnEvent(instance, event.type(), fields, now);
      }
      journeys.remember(new Journeys.RecentEvent(now, event.type(), fields));
    }
    for (Journey journey : workspace.enteredBy(event.type())) {
      OnEvent entry = (OnEvent) journey.entry();
      PersonBindings bindings = scene.bindings(fields, "");
      if (entry.where() != null && !entry.where().holds(bindings)) {
        continue;
      }
      String key = key(journey, bindings);
      if (event.time() < now - journey.stale()) {
        discard(journey, event.primary(), now, "stale");
      } else {
        enter(journey, key, fragment, event.primary(), event.id(), event.type(), fields, now);
      }
    }
  }

  /** A change of membership ends and starts instances. */
  public void onAudience(Change change, String causeId, long now) {
    String cause = "audience:" + change.audience();
    for (Instance instance : journeys.instances()) {
      Journey journey = workspace.journey(instance.journey, instance.version);
      if (journey != null
          && journey.exits().contains(new OnAudience(change.audience(), change.status()))) {
        runner.exit(instance, cause, now);
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
            now);
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
   * @param asOf when the link was made
   */
  public void arrive(IdentityKey fragment, ByteReader in, long asOf) {
    Journeys.Section arriving = Journeys.Section.read(in);
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
    section.instances.addAll(arriving.instances);
    for (Journeys.RecentEvent event : journeys.recent()) {
      if (event.at() >= asOf) {
        for (Instance instance : arriving.instances) {
          while (section.instances.contains(instance) && instance.nextDue() <= event.at()) {
            runner.wake(instance, instance.nextDue());
          }
          if (section.instances.contains(instance)) {
            exitOnEvent(instance, event.type(), event.fields(), event.at());
          }
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

  private void exitOnEvent(Instance instance, String type, Map<String, Object> fields, long now) {
    Journey journey = workspace.journey(instance.journey, instance.version);
    if (journey == null) {
      return;
    }
    for (Journey.Trigger exit : journey.exits()) {
      if (exit instanceof OnEvent onEvent
          && onEvent.type().equals(type)
          && (onEvent.where() == null
              || onEvent.where().holds(scene.bindings(fields, instance.key)))) {
        runner.exit(instance, type, now);
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
      long now) {
    String slot = Journeys.slot(journey.name(), key);
    long lastEntry = Long.MIN_VALUE;
    for (Journeys.Section section : journeys.sections().values()) {
      lastEntry = Math.max(lastEntry, section.entries.getOrDefault(slot, Long.MIN_VALUE));
      if (section.instances.stream().anyMatch(i -> i.slot().equals(slot))) {
        discard(journey, identity, now, "already_inside");
        return;
      }
    }
    if (lastEntry != Long.MIN_VALUE && !mayEnterAgain(journey, lastEntry, now)) {
      discard(journey, identity, now, "re_entrance");
      return;
    }
    String id = scene.instanceId(journey.name(), fragment, key, causeId);
    Instance instance =
        new Instance(
            id,
            journey.name(),
            journey.version(),
            key,
            identity,
            now,
            now + journey.timeout(),
            fields,
            journey.start());
    Journeys.Section section = journeys.section(fragment);
    section.instances.add(instance);
    noteEntry(section, slot, now);
    scene.step(instance, "", StepEvent.Kind.ENTERED, cause, now);
    runner.run(instance, now);
  }

  private static void noteEntry(Journeys.Section section, String slot, long now) {
    section.entries.put(slot, now);
    section.trim();
  }

  private static boolean mayEnterAgain(Journey journey, long lastEntry, long now) {
    return journey.again().allowed() && now >= lastEntry + journey.again().after();
  }

  private void discard(Journey journey, Identity identity, long now, String reason) {
    scene
        .out()
        .add(
            new StepEvent(
                now,
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
