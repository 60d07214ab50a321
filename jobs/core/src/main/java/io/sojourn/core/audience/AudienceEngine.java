package io.sojourn.core.audience;

import io.sojourn.core.definition.Audience;
import io.sojourn.core.definition.Signal;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.expression.Bindings;
import io.sojourn.core.expression.Reference;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.output.Qualification.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps signals and decides memberships. Pure: everything it needs is an argument. */
public final class AudienceEngine {
  private AudienceEngine() {}

  /** A membership that changed. */
  public record Change(String audience, Status status) {}

  /** Counts an event in the signals that look at it; returns whether any does. */
  public static boolean count(
      Memberships memberships,
      IdentityKey fragment,
      Event event,
      Workspace workspace,
      Bindings eventBindings) {
    boolean counted = false;
    for (Signal signal : workspace.signalsOf(event.type())) {
      if (signal.where() != null && !signal.where().holds(eventBindings)) {
        continue;
      }
      Object value =
          signal.value() == null ? Long.valueOf(1) : signal.value().evaluate(eventBindings);
      if (value instanceof Number number) {
        memberships.add(fragment, signal, event.time(), number.doubleValue());
        counted = true;
      }
    }
    return counted;
  }

  /**
   * Evaluates every audience at a time, in dependency order, and updates the memberships.
   *
   * @param profile gives {@code profile.*}
   */
  public static List<Change> evaluate(
      Memberships memberships, Workspace workspace, Bindings profile, long now) {
    memberships.prune(workspace, now);
    List<Change> changes = new ArrayList<>();
    for (Audience audience : workspace.audiences()) {
      Bindings bindings = reference -> value(reference, audience, memberships, profile, now);
      boolean member = audience.member().holds(bindings);
      if (member && memberships.audiences().add(audience.name())) {
        changes.add(new Change(audience.name(), Status.ENTERED));
      } else if (!member && memberships.audiences().remove(audience.name())) {
        changes.add(new Change(audience.name(), Status.EXITED));
      }
    }
    return changes;
  }

  /** Ends memberships of audiences that the workspace has no more. */
  public static List<Change> retire(Memberships memberships, Workspace workspace) {
    List<Change> changes = new ArrayList<>();
    for (String name : List.copyOf(memberships.audiences())) {
      if (workspace.audiences().stream().noneMatch(a -> a.name().equals(name))) {
        memberships.audiences().remove(name);
        changes.add(new Change(name, Status.EXITED));
      }
    }
    return changes;
  }

  private static @Nullable Object value(
      Reference reference, Audience audience, Memberships memberships, Bindings profile, long now) {
    Signal signal = audience.signals().get(reference.variable());
    if (signal != null) {
      return memberships.value(signal, now);
    }
    if (reference.variable().equals("audiences")) {
      return memberships.audiences().contains(reference.path());
    }
    return profile.value(reference);
  }
}
