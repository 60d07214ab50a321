package io.sojourn.core.person;

import io.sojourn.core.audience.AudienceEngine;
import io.sojourn.core.audience.AudienceEngine.Change;
import io.sojourn.core.audience.Memberships;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.journey.JourneyEngine;
import io.sojourn.core.journey.Journeys;
import io.sojourn.core.journey.Scene;
import io.sojourn.core.output.Content;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import io.sojourn.core.output.Qualification.Status;
import io.sojourn.core.profile.Fragment;
import io.sojourn.core.profile.PersonBindings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** One input worked off on one person: what {@link PersonEngine} does, step by step. */
final class Turn {
  private final String sandbox;
  private final PersonId person;
  private final PersonState state;
  private final Workspace workspace;
  private final List<Output> out = new ArrayList<>();
  private boolean profileChanged;

  Turn(String sandbox, PersonId person, PersonState state, Workspace workspace) {
    this.sandbox = sandbox;
    this.person = person;
    this.state = state;
    this.workspace = workspace;
  }

  /**
   * Settles everything due until a time and returns the person's {@code now}, which never goes
   * back.
   */
  long advanceTo(long time) {
    settle(time, Integer.MAX_VALUE);
    state.head.lastNow = Math.max(state.head.lastNow, time);
    return state.head.lastNow;
  }

  /** Settles due moments until a time, oldest first, audiences before journeys, at most so many. */
  void settle(long until, int most) {
    Head head = state.head;
    for (int i = 0; i < most && head.nextDue() <= until; i++) {
      long due = head.nextDue();
      if (state.profile.fragments().isEmpty()) {
        return;
      }
      head.lastNow = Math.max(head.lastNow, due);
      if (head.audienceDue == due) {
        onAudiences(evaluate("window", due), String.valueOf(due), due);
        // told per moment, so that a timer that fires late or never changes no record
        tellProfile(due);
      } else {
        journeyEngine().settle(due);
      }
      tellContents(due);
      state.refreshDue(workspace);
    }
  }

  /** Takes over a workspace version that the person has not met yet. */
  void adopt(long now) {
    if (state.head.version.equals(workspace.version())) {
      return;
    }
    state.head.version = workspace.version();
    if (state.fresh) {
      return;
    }
    List<Change> changes = new ArrayList<>(AudienceEngine.retire(memberships(), workspace));
    changes.forEach(change -> qualify(change.audience(), change.status(), "definition", now));
    journeyEngine().retire(now);
    changes.addAll(evaluate("definition", now));
    onAudiences(changes, workspace.version(), now);
  }

  boolean ensureFragment(IdentityKey key, Identity identity) {
    return state.profile.fragments().putIfAbsent(key, new Fragment(identity)) == null;
  }

  Fragment fragment(IdentityKey key) {
    return Objects.requireNonNull(state.profile.fragments().get(key));
  }

  /** Drops an identity that is no address any more; returns whether it was one. */
  boolean drop(Identity address) {
    return state.profile.drop(address);
  }

  Memberships memberships() {
    return state.memberships();
  }

  Journeys journeys() {
    return state.journeys();
  }

  void profileChanged(boolean changed) {
    profileChanged |= changed;
  }

  PersonBindings bindings() {
    return PersonBindings.of(state.profile, Set.of());
  }

  /** Evaluates all audiences and says what changed. */
  List<Change> evaluate(String cause, long now) {
    List<Change> changes = AudienceEngine.evaluate(memberships(), workspace, bindings(), now);
    changes.forEach(change -> qualify(change.audience(), change.status(), cause, now));
    return changes;
  }

  /**
   * Evaluates all audiences after a fragment arrived. What the former person was a member of goes
   * on, unless the whole says otherwise: neither starts or ends a journey, for nothing happened to
   * the customer. That holds as well when it takes several fragments, which arrive one by one, to
   * be a member again.
   */
  List<Change> evaluateArrived(List<String> memberOf, long now) {
    Set<String> gained = new LinkedHashSet<>(memberOf);
    gained.removeAll(memberships().audiences());
    memberships().audiences().addAll(gained);
    List<Change> changes = AudienceEngine.evaluate(memberships(), workspace, bindings(), now);
    changes.addAll(AudienceEngine.retire(memberships(), workspace));
    List<Change> news = new ArrayList<>();
    for (Change change : changes) {
      String name = change.audience();
      if (gained.remove(name)) {
        memberships().expect(name, now);
      } else if (change.status() == Status.ENTERED && memberships().expected(name, now)) {
        qualify(name, Status.EXISTING, "moved", now);
      } else {
        qualify(name, change.status(), "moved", now);
        news.add(change);
      }
    }
    gained.forEach(name -> qualify(name, Status.EXISTING, "moved", now));
    return news;
  }

  void onEvent(IdentityKey fragment, Event event, long at) {
    if (event.kind() == Event.Kind.EXPERIENCE
        && (workspace.mayExit(event.type()) || !workspace.enteredBy(event.type()).isEmpty())) {
      journeyEngine().onEvent(fragment, event, at);
    }
  }

  void onAudiences(List<Change> changes, String causeId, long at) {
    if (!changes.isEmpty()) {
      // an instance that began or arrived in this turn counts too
      state.refreshDue(workspace);
    }
    for (Change change : changes) {
      if (state.head.inJourney || !workspace.enteredByAudience(change.audience()).isEmpty()) {
        journeyEngine().onAudience(change, causeId, at);
      }
    }
  }

  /** Settles what is due already for instances that arrived or began late. */
  void catchUp(long now) {
    state.refreshDue(workspace);
    settle(now, Integer.MAX_VALUE);
  }

  void arrive(IdentityKey key, int version, ByteReader in, long asOf) {
    journeyEngine().arrive(key, version, in, asOf);
  }

  /**
   * The last fragment leaves: the person ends, and with it its memberships; no journey starts or
   * ends by that.
   */
  Result dissolve(String cause, long now) {
    for (String audience : memberships().audiences()) {
      qualify(audience, Status.EXITED, cause, now);
    }
    out.add(new ProfileRecord(now, person, List.of(), Map.of(), List.of(), workspace.version()));
    state.profile.fragments().keySet().forEach(journeys()::removeFragment);
    tellContents(now);
    state.clear();
    return new Result(Result.Kind.PROCESSED, out, Long.MAX_VALUE, new byte[0]);
  }

  /** Ends the turn of an event, unless the person would grow over its bound. */
  Result finishEvent(Result.Kind kind) {
    return finish(kind, PersonState.MAX_BYTES);
  }

  /**
   * Ends the turn of a move or a due moment, whatever the size of the person: to refuse one would
   * lose what nobody sends again.
   */
  Result finish() {
    return finish(Result.Kind.PROCESSED, Integer.MAX_VALUE);
  }

  /** Stores the person and says which timer is needed. */
  private Result finish(Result.Kind kind, int most) {
    state.refreshDue(workspace);
    tellProfile(state.head.lastNow);
    tellContents(state.head.lastNow);
    if (!state.save(most)) {
      return new Result(Result.Kind.TOO_LARGE, List.of(), Long.MAX_VALUE, new byte[0]);
    }
    return new Result(kind, out, state.timerNeeded(), new byte[0]);
  }

  private void tellProfile(long at) {
    if (!profileChanged) {
      return;
    }
    profileChanged = false;
    out.add(
        new ProfileRecord(
            at,
            person,
            List.copyOf(state.profile.identities()),
            state.profile.merged(),
            List.copyOf(memberships().audiences()),
            workspace.version()));
  }

  private void tellContents(long at) {
    for (String surface : state.takeChangedSurfaces()) {
      out.add(
          new Content(at, person, surface, journeys().contents(surface, at), workspace.version()));
    }
  }

  private void qualify(String audience, Status status, String cause, long now) {
    profileChanged = true;
    out.add(
        new Qualification(
            now,
            person,
            state.profile.primary(workspace.namespaces()),
            audience,
            status,
            cause,
            workspace.version()));
  }

  private JourneyEngine journeyEngine() {
    Scene scene =
        new Scene(sandbox, person, workspace, state.profile, memberships().audiences(), out);
    return new JourneyEngine(scene, journeys());
  }
}
