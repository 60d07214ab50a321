package io.sojourn.core.person;

import io.sojourn.core.audience.Memberships;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.journey.Journeys;
import io.sojourn.core.person.PersonStore.Part;
import io.sojourn.core.profile.Profile;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One person's state while one input is worked off: parts are read at first use and written once,
 * at the end.
 */
final class PersonState {
  /** The largest part that an event may leave behind, bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private final PersonStore store;
  final Head head;
  final Profile profile;
  final boolean fresh;

  /** A timer stands for this time, or an earlier one; {@code Long.MAX_VALUE} if none may. */
  private long timerAt;

  private @Nullable Memberships memberships;
  private @Nullable Journeys journeys;
  private byte @Nullable [] storedMemberships;
  private byte @Nullable [] storedJourneys;

  private PersonState(PersonStore store, Head head, Profile profile, boolean fresh) {
    this.store = store;
    this.head = head;
    this.profile = profile;
    this.fresh = fresh;
    this.timerAt = head.nextDue();
  }

  /** When something next falls due, without reading more than must be. */
  static long due(PersonStore store) {
    byte[] bytes = store.load(Part.PROFILE);
    return bytes == null ? Long.MAX_VALUE : Head.read(new ByteReader(bytes)).nextDue();
  }

  static PersonState load(PersonStore store) {
    byte[] bytes = store.load(Part.PROFILE);
    if (bytes == null) {
      return new PersonState(store, new Head(), new Profile(), true);
    }
    ByteReader in = new ByteReader(bytes);
    return new PersonState(store, Head.read(in), Profile.read(in), false);
  }

  /** The timer that stood has fired. */
  void fired() {
    timerAt = Long.MAX_VALUE;
  }

  /** The time that a timer must be registered for; {@code Long.MAX_VALUE} for none. */
  long timerNeeded() {
    long due = head.nextDue();
    return due < timerAt ? due : Long.MAX_VALUE;
  }

  Memberships memberships() {
    if (memberships == null) {
      storedMemberships = fresh ? null : store.load(Part.AUDIENCES);
      memberships =
          storedMemberships == null ? new Memberships() : Memberships.fromBytes(storedMemberships);
    }
    return memberships;
  }

  Journeys journeys() {
    if (journeys == null) {
      storedJourneys = fresh ? null : store.load(Part.JOURNEYS);
      journeys = storedJourneys == null ? new Journeys() : Journeys.fromBytes(storedJourneys);
    }
    return journeys;
  }

  /** The surfaces on which something changed since this was asked. */
  List<String> takeChangedSurfaces() {
    return journeys == null ? List.of() : journeys.takeChangedSurfaces();
  }

  /** Recomputes when something falls due, of the parts that were touched. */
  void refreshDue(Workspace workspace) {
    if (memberships != null) {
      head.audienceDue = memberships.nextDue(workspace);
    }
    if (journeys != null) {
      head.journeyDue = journeys.nextDue();
      head.inJourney = head.journeyDue != Long.MAX_VALUE;
    }
  }

  /** Stores what changed; returns false, and stores nothing, if a part has more bytes than this. */
  boolean save(int most) {
    ByteWriter out = new ByteWriter(512);
    head.write(out);
    profile.write(out);
    byte[] audienceBytes =
        memberships == null || memberships.isEmpty() ? null : memberships.toBytes();
    byte[] journeyBytes = journeys == null || journeys.isEmpty() ? null : journeys.toBytes();
    if (Math.max(out.size(), Math.max(size(audienceBytes), size(journeyBytes))) > most) {
      return false;
    }
    store.save(Part.PROFILE, out.toBytes());
    if (memberships != null && !Arrays.equals(audienceBytes, storedMemberships)) {
      store.save(Part.AUDIENCES, audienceBytes);
    }
    if (journeys != null && !Arrays.equals(journeyBytes, storedJourneys)) {
      store.save(Part.JOURNEYS, journeyBytes);
    }
    return true;
  }

  /** Forgets the person. */
  void clear() {
    for (Part part : Part.values()) {
      store.save(part, null);
    }
  }

  private static int size(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
