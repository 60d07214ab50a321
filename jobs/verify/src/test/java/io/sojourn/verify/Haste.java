package io.sojourn.verify;

import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityHasher;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Namespace;
import io.sojourn.schema.Topic;
import io.sojourn.testkit.TestTopics.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Who did something between the event that linked two identities and the arrival of what moved on
 * account of it.
 */
final class Haste {
  /** What a fragment takes at most from the topic to its new person, in milliseconds. */
  private static final long MARGIN = 1_000;

  private final Map<IdentityKey, String> persons = new HashMap<>();
  private final Map<String, List<Long>> sentByPerson = new HashMap<>();
  private final Map<Long, Long> sentByLogTime = new HashMap<>();

  private Haste() {}

  /**
   * The persons of the end who were hasty.
   *
   * @param sentAt when each event was sent, epoch milliseconds
   */
  static Set<String> of(
      Platform platform,
      Workspace workspace,
      PersonsInTheEnd end,
      List<Message> events,
      List<Long> sentAt) {
    Haste haste = new Haste();
    InputDecoder decoder = new InputDecoder();
    IdentityHasher hasher = new IdentityHasher(platform.options().identitySecret());
    for (int i = 0; i < events.size(); i++) {
      Message event = events.get(i);
      long at = Objects.requireNonNull(event.timestamp());
      byte[] value = Objects.requireNonNull(event.value());
      haste.sentByLogTime.putIfAbsent(at, sentAt.get(i));
      if (decoder.decode(value, null, at, workspace.namespaces(), workspace.schema())
          instanceof Decoded.Accepted accepted) {
        for (Identity identity : accepted.event().identities()) {
          Namespace namespace =
              Objects.requireNonNull(workspace.namespaces().byName(identity.namespace()));
          IdentityKey key = hasher.key(platform.options().sandbox(), namespace, identity.value());
          haste.sent(key, end.owner(identity), sentAt.get(i));
        }
      }
    }
    Set<String> hasty = new TreeSet<>();
    for (ConsumerRecord<byte[], byte[]> read : platform.read(Topic.PERSON_MOVES)) {
      FragmentPayload move = FragmentPayload.decode(read.value());
      haste.during(move, read.timestamp()).ifPresent(hasty::add);
    }
    return hasty;
  }

  private void sent(IdentityKey key, String person, long at) {
    persons.put(key, person);
    sentByPerson.computeIfAbsent(person, id -> new ArrayList<>()).add(at);
  }

  private Optional<String> during(FragmentPayload move, long written) {
    String person = persons.getOrDefault(move.fragment(), "");
    long linked = sentByLogTime.getOrDefault(move.asOf(), 0L);
    boolean active =
        sentByPerson.getOrDefault(person, List.of()).stream()
            .anyMatch(at -> at > linked && at < written + MARGIN);
    return active ? Optional.of(person) : Optional.empty();
  }
}
