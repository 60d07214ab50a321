package io.sojourn.core.person;

import io.sojourn.core.audience.AudienceEngine;
import io.sojourn.core.audience.AudienceEngine.Change;
import io.sojourn.core.audience.Memberships;
import io.sojourn.core.channel.Feedback;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.MalformedBytesException;
import io.sojourn.core.consent.ConsentGate;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Mentions;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.profile.Fragment;
import io.sojourn.core.profile.PersonBindings;
import io.sojourn.core.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Moves one person forward: profile, then audiences, then journeys, for every event and every
 * moment at which something falls due. Before an input at a time, everything due until then is
 * settled, oldest first, each at its own time; so the result does not depend on when a timer fires.
 *
 * <p>Pure and deterministic: the same state, workspace, inputs and times give the same bytes and
 * outputs.
 */
public final class PersonEngine {
  /** That of the fragment and of the journeys inside: they have changed together. */
  private static final int PAYLOAD_VERSION = 2;

  /** How many due moments one timer firing settles before it lets other persons go first. */
  private static final int MAX_SETTLED_AT_ONCE = 1_000;

  private final String sandbox;

  public PersonEngine(String sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * Works off an event.
   *
   * @param fragment key of the event's primary identity
   * @param time append time of its record, epoch milliseconds
   */
  public Result onEvent(
      PersonId person,
      PersonStore store,
      Workspace workspace,
      IdentityKey fragment,
      Event event,
      long time) {
    Turn turn = new Turn(sandbox, person, PersonState.load(store), workspace);
    long now = turn.advanceTo(time);
    turn.adopt(now);
    boolean created = turn.ensureFragment(fragment, event.primary());
    Fragment own = turn.fragment(fragment);
    if (!own.firstTime(event.id(), now)) {
      return turn.finishEvent(Result.Kind.DUPLICATE);
    }
    boolean changed = own.meet(event) || created;
    if (event.kind() == Event.Kind.PROFILE) {
      changed |= own.update(event.fields(), event.time());
    }
    Identity gone = Feedback.goneAddress(event);
    if (gone != null) {
      changed |= turn.drop(gone);
    }
    String unwanted = Feedback.complaint(event);
    if (unwanted != null && workspace.messages().channel(unwanted) != null) {
      changed |= own.update(ConsentGate.refused(unwanted), event.time());
    }
    turn.profileChanged(changed);
    boolean counted = false;
    if (event.kind() == Event.Kind.EXPERIENCE && !workspace.signalsOf(event.type()).isEmpty()) {
      PersonBindings bindings = turn.bindings().with(PersonBindings.fields(event), "");
      counted = AudienceEngine.count(turn.memberships(), fragment, event, workspace, bindings);
    }
    List<Change> changes = counted || changed ? turn.evaluate("event", now) : List.of();
    // journeys go by the time of the record, so that an event which comes late does what it would
    // have done in time
    turn.onEvent(fragment, event, time);
    turn.onAudiences(changes, event.id(), time);
    if (time < now) {
      turn.catchUp(now);
    }
    return turn.finishEvent(Result.Kind.PROCESSED);
  }

  /**
   * Settles what is due at or before a time: the firing of a timer. One that fires too early, for
   * what it was set for has moved, costs one read.
   */
  public Result onTimer(PersonId person, PersonStore store, Workspace workspace, long time) {
    long due = PersonState.due(store);
    if (due > time) {
      return Result.asking(due);
    }
    PersonState state = PersonState.load(store);
    state.fired();
    Turn turn = new Turn(sandbox, person, state, workspace);
    turn.settle(time, MAX_SETTLED_AT_ONCE);
    return turn.finish();
  }

  /**
   * Takes a fragment out, with its signals, journeys and a copy of the person's memberships. A
   * person without fragments ceases to exist. No journey starts or ends by it.
   *
   * @param asOf when the link was made that moves it
   * @return the fragment in the result's payload; empty if it is not here
   */
  public Result onMoveOut(
      PersonId person, PersonStore store, Workspace workspace, IdentityKey key, long asOf) {
    PersonState state = PersonState.load(store);
    Fragment fragment = state.profile.fragments().get(key);
    if (fragment == null) {
      return Result.NOTHING;
    }
    Turn turn = new Turn(sandbox, person, state, workspace);
    long now = turn.advanceTo(asOf);
    turn.adopt(now);
    ByteWriter out = new ByteWriter(512);
    out.writeByte(PAYLOAD_VERSION);
    fragment.write(out);
    Memberships memberships = turn.memberships();
    out.writeVarInt(memberships.audiences().size());
    memberships.audiences().forEach(out::writeString);
    memberships.writeFragment(key, out);
    turn.journeys().writeFragment(key, out);
    if (state.profile.fragments().size() == 1) {
      return turn.dissolve("moved", now).carrying(out.toBytes());
    }
    state.profile.fragments().remove(key);
    memberships.removeFragment(key);
    turn.journeys().removeFragment(key);
    turn.profileChanged(true);
    // what stays behind starts and ends no journey: nothing happened to the customer
    turn.evaluate("moved", now);
    return turn.finish().carrying(out.toBytes());
  }

  /**
   * Takes a fragment in.
   *
   * @param payload what {@link #onMoveOut} gave
   * @throws MalformedBytesException if it did not
   */
  public Result onFragment(
      PersonId person,
      PersonStore store,
      Workspace workspace,
      IdentityKey key,
      byte[] payload,
      long asOf) {
    ByteReader in = new ByteReader(payload);
    int version = payloadVersion(in);
    Fragment arriving = Fragment.read(version, in);
    List<String> memberOf = new ArrayList<>();
    for (int i = in.readCount(); i > 0; i--) {
      memberOf.add(in.readString());
    }
    Turn turn = new Turn(sandbox, person, PersonState.load(store), workspace);
    long now = turn.advanceTo(asOf);
    turn.adopt(now);
    turn.ensureFragment(key, arriving.identity());
    turn.fragment(key).merge(arriving, now);
    turn.profileChanged(true);
    turn.memberships().mergeFragment(key, in, workspace);
    turn.arrive(key, version, in, asOf);
    List<Change> changes = turn.evaluateArrived(memberOf, now);
    turn.onAudiences(changes, moveCause(key, asOf), asOf);
    turn.catchUp(now);
    return turn.finish();
  }

  /**
   * Forgets identities: their fragments, with their signals and journeys, and what others tell of
   * them. A person without fragments ceases to exist. No journey starts or ends by it.
   *
   * @param at when they were forgotten
   */
  public Result onForget(
      PersonId person, PersonStore store, Workspace workspace, Mentions forgotten, long at) {
    PersonState state = PersonState.load(store);
    Turn turn = new Turn(sandbox, person, state, workspace);
    long now = turn.advanceTo(at);
    turn.adopt(now);
    Map<IdentityKey, Fragment> fragments = state.profile.fragments();
    List<IdentityKey> gone = fragments.keySet().stream().filter(forgotten::is).toList();
    if (gone.size() == fragments.size()) {
      return gone.isEmpty() ? Result.NOTHING : turn.dissolve("forgotten", now);
    }
    for (IdentityKey key : gone) {
      fragments.remove(key);
      turn.memberships().removeFragment(key);
      turn.journeys().removeFragment(key);
    }
    boolean changed = !gone.isEmpty();
    for (Fragment fragment : fragments.values()) {
      changed |= fragment.forget(forgotten);
    }
    turn.profileChanged(changed);
    turn.evaluate("forgotten", now);
    return turn.finish();
  }

  /** Whether {@link #onForget} would change a person with this profile part. */
  public static boolean concerns(byte[] profile, Mentions forgotten) {
    return profile(profile).fragments().entrySet().stream()
        .anyMatch(
            fragment -> forgotten.is(fragment.getKey()) || fragment.getValue().mentions(forgotten));
  }

  /**
   * The profile in a stored profile part.
   *
   * @throws MalformedBytesException if it is none
   */
  public static Profile profile(byte[] part) {
    ByteReader in = new ByteReader(part);
    Head.read(in);
    return Profile.read(in);
  }

  /**
   * What {@link #onMoveOut} gave, without what it tells of these identities.
   *
   * @throws MalformedBytesException if it did not give that
   */
  public static byte[] without(byte[] payload, Mentions forgotten) {
    ByteReader in = new ByteReader(payload);
    int version = payloadVersion(in);
    Fragment fragment = Fragment.read(version, in);
    if (!fragment.forget(forgotten)) {
      return payload;
    }
    ByteWriter out = new ByteWriter(payload.length).writeByte(version);
    fragment.write(version, out);
    return out.writeRaw(in.readRaw(in.remaining())).toBytes();
  }

  private static int payloadVersion(ByteReader in) {
    int version = in.readByte();
    if (version < 1 || version > PAYLOAD_VERSION) {
      throw new MalformedBytesException("a fragment of an unknown version");
    }
    return version;
  }

  private static String moveCause(IdentityKey key, long asOf) {
    return "move:" + Long.toHexString(key.high()) + Long.toHexString(key.low()) + "@" + asOf;
  }
}
