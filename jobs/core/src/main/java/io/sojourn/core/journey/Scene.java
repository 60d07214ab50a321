package io.sojourn.core.journey;

import io.sojourn.core.codec.ByteWriter;
import io.sojourn.core.codec.Hash;
import io.sojourn.core.codec.Keys;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.StepEvent;
import io.sojourn.core.profile.Fragment;
import io.sojourn.core.profile.PersonBindings;
import io.sojourn.core.profile.Profile;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The person that journeys act on, while one input is worked off.
 *
 * @param audiences live view of the person's memberships
 * @param out where outputs are added
 */
public record Scene(
    String sandbox,
    PersonId person,
    Workspace workspace,
    Profile profile,
    Set<String> audiences,
    List<Output> out) {

  PersonBindings bindings(Map<String, Object> event, String instanceKey) {
    return new PersonBindings(profile, audiences, event, instanceKey);
  }

  /**
   * The fragment to which an entry by audience belongs: the least key, which is the one that names
   * the person.
   */
  Map.Entry<IdentityKey, Identity> anchor() {
    Map.Entry<IdentityKey, Fragment> first = profile.fragments().firstEntry();
    return Map.entry(first.getKey(), first.getValue().identity());
  }

  /**
   * A pure function of sandbox, journey, entry identity, instance key and entry cause; never of the
   * person.
   */
  String instanceId(String journey, IdentityKey entry, String key, String causeId) {
    ByteWriter out = new ByteWriter(18);
    Keys.write(out, entry);
    return Hash.id(
        "instance", sandbox, journey, HexFormat.of().formatHex(out.toBytes()), key, causeId);
  }

  /** A pure function of sandbox, journey, instance, step and visit. */
  String commandId(Instance instance) {
    return Hash.id(
        "command",
        sandbox,
        instance.journey,
        instance.id,
        instance.step,
        String.valueOf(instance.visits));
  }

  void step(Instance instance, String step, StepEvent.Kind kind, String cause, long now) {
    out.add(
        new StepEvent(
            now,
            person,
            instance.entry,
            instance.journey,
            instance.version,
            instance.id,
            step,
            kind,
            cause,
            workspace.version()));
  }
}
