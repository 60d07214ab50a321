package io.sojourn.core.person;

import io.sojourn.core.audience.Memberships;
import io.sojourn.core.codec.ByteReader;
import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.journey.Journeys;
import io.sojourn.core.person.PersonStore.Part;
import io.sojourn.core.profile.Profile;
import org.jspecify.annotations.Nullable;

/**
 * One person's state while one input is worked off: parts are read at first use and written once,
 * at the end.
 */
final class PersonState {
  /** The largest stored value of a person, bytes. */
  static final int MAX_BYTES = 1024 * 1024;

  private final PersonStore store;
  final Head head;
  final Profile profile;
  final boolean fresh;
  private @Nullable Memberships memberships;
  private @Nullable Journeys journeys;

  private PersonState(PersonStore store, Head head, Profile profile, boolean fresh) {
    this.store = store;
    this.head = head;
    this.profile = profile;
    this.fresh = fresh;
  }

  static PersonState load(PersonStore store) {
    byte[] bytes = store.load(Part.PROFILE);
    if (bytes == null) {
      return new PersonState(store, new Head(), new Profile(), true);
    }
    ByteReader in = new ByteReader(bytes);
    return new PersonState(store, Head.read(in), Profile.read(in), false);
  }

  Memberships memberships() {
    if (memberships == null) {
      byte[] bytes = fresh ? null : store.load(Part.AUDIENCES);
      memberships = bytes == null ? new Memberships() : Memberships.fromBytes(bytes);
    }
    return memberships;
  }

  Journeys journeys() {
    if (journeys == null) {
      byte[] bytes = fresh ? null : store.load(Part.JOURNEYS);
      journeys = bytes == null ? new Journeys() : Journeys.fromBytes(bytes);
    }
    return journeys;
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

  /** Stores what was touched; returns false, and stores nothing, if a part is over its bound. */
  boolean save() {
    ByteWriter out = new ByteWriter(512);
    head.write(out);
    profile.write(out);
    byte[] audienceBytes = memberships == null ? null : memberships.toBytes();
    byte[] journeyBytes = journeys == null || journeys.isEmpty() ? null : journeys.toBytes();
    if (out.size() > MAX_BYTES || tooLarge(audienceBytes) || tooLarge(journeyBytes)) {
      return false;
    }
    store.save(Part.PROFILE, out.toBytes());
    if (memberships != null) {
      store.save(Part.AUDIENCES, audienceBytes);
    }
    if (journeys != null && !(fresh && journeyBytes == null)) {
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

  private static boolean tooLarge(byte @Nullable [] bytes) {
    return bytes != null && bytes.length > MAX_BYTES;
  }
}
