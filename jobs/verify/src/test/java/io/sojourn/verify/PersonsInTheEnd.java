package io.sojourn.verify;

import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.PersonId;
import io.sojourn.core.output.Assignment;
import io.sojourn.core.output.Command;
import io.sojourn.core.output.Output;
import io.sojourn.core.output.ProfileRecord;
import io.sojourn.core.output.Qualification;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What outputs come to, once everything has been said: the last word on each person. */
public final class PersonsInTheEnd {
  private final Map<String, PersonId> owners = new HashMap<>();
  private final Map<String, Set<String>> memberships = new TreeMap<>();
  private final Map<String, ProfileRecord> profiles = new TreeMap<>();
  private final List<Command> commands = new ArrayList<>();

  /**
   * @param outputs those of one person and kind in their order
   */
  public PersonsInTheEnd(List<Output> outputs) {
    for (Output output : outputs) {
      if (output instanceof Assignment assignment) {
        owners.put(assignment.identity().text(), assignment.person());
      } else if (output instanceof Qualification change) {
        Set<String> audiences =
            memberships.computeIfAbsent(change.person().text(), id -> new TreeSet<>());
        if (change.status() == Qualification.Status.EXITED) {
          audiences.remove(change.audience());
        } else {
          audiences.add(change.audience());
        }
      } else if (output instanceof ProfileRecord profile) {
        profiles.put(profile.person().text(), profile);
      } else if (output instanceof Command command) {
        commands.add(command);
      }
    }
    profiles.values().removeIf(profile -> profile.identities().isEmpty());
  }

  /** The persons that hold anything. */
  public Set<String> persons() {
    return profiles.keySet();
  }

  /** Identities, attributes and audiences of each, as text. */
  Map<String, String> profiles() {
    Map<String, String> texts = new TreeMap<>();
    profiles.forEach(
        (person, p) ->
            texts.put(
                person,
                p.identities().stream().map(Identity::text).toList()
                    + " "
                    + new TreeMap<>(p.attributes())
                    + " "
                    + p.audiences()));
    return texts;
  }

  /** The audiences that each is in, by the qualifications. */
  Map<String, Set<String>> memberships() {
    Map<String, Set<String>> living = new TreeMap<>(memberships);
    living.keySet().retainAll(persons());
    living.values().removeIf(Set::isEmpty);
    return living;
  }

  /** The ids of the commands on account of each person's identities. */
  public Map<String, Set<String>> commands() {
    Map<String, Set<String>> ids = new TreeMap<>();
    for (Command command : commands) {
      ids.computeIfAbsent(owner(command.identity(), command.person()), id -> new TreeSet<>())
          .add(command.commandId());
    }
    return ids;
  }

  /** The persons whose commands are not the same in both. */
  public static Set<String> differing(Map<String, Set<String>> one, Map<String, Set<String>> two) {
    Set<String> persons = new TreeSet<>(one.keySet());
    persons.addAll(two.keySet());
    persons.removeIf(person -> Objects.equals(one.get(person), two.get(person)));
    return persons;
  }

  /** Whose the identity is in the end; another person's only if it was linked since. */
  public String owner(Identity identity, PersonId otherwise) {
    return owners.getOrDefault(identity.text(), otherwise).text();
  }

  /** Whose the identity is in the end, or nobody's where it was never linked. */
  public String owner(Identity identity) {
    PersonId person = owners.get(identity.text());
    return person == null ? "" : person.text();
  }
}
