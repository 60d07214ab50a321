package io.sojourn.verify;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.FragmentPayload;
import io.sojourn.core.identity.Identity;
import io.sojourn.core.identity.IdentityHasher;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.Namespace;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Who did something between the event that linked two identities and the arrival of what moved on
 * account of it: for these, commands on a cluster may be others than in {@code simulate}, where a
 * move takes no time.
 */
public final class Haste {
  /** What a fragment takes at most from the topic to its new person, in milliseconds. */
  private static final long MARGIN = 1_000;

  private final JobOptions options;
  private final Workspace workspace;
  private final PersonsInTheEnd end;
  private final IdentityHasher hasher;
  private final InputDecoder decoder = new InputDecoder();
  private final Map<IdentityKey, String> persons = new HashMap<>();
  private final Map<String, List<Long>> sentByPerson = new HashMap<>();
  private final Map<Long, Long> sentByLogTime = new HashMap<>();
  private final Set<String> hasty = new TreeSet<>();

  /**
   * @param end whose each identity is in the end
   */
  public Haste(JobOptions options, Workspace workspace, PersonsInTheEnd end) {
    this.options = options;
    this.workspace = workspace;
    this.end = end;
    this.hasher = new IdentityHasher(options.identitySecret());
  }

  /**
   * A record of the events topic; all of them come before the moves.
   *
   * @param logTime its time in the log, epoch milliseconds
   * @param sentAt when it was sent, by the clock of the moves, epoch milliseconds
   */
  public void event(byte[] value, @Nullable String format, long logTime, long sentAt) {
    sentByLogTime.putIfAbsent(logTime, sentAt);
    if (decoder.decode(value, format, logTime, workspace.namespaces(), workspace.schema())
        instanceof Decoded.Accepted accepted) {
      for (Identity identity : accepted.event().identities()) {
        Namespace namespace =
            Objects.requireNonNull(workspace.namespaces().byName(identity.namespace()));
        String person = end.owner(identity);
        persons.put(hasher.key(options.sandbox(), namespace, identity.value()), person);
        sentByPerson.computeIfAbsent(person, id -> new ArrayList<>()).add(sentAt);
      }
    }
  }

  /**
   * A record of the topic of moves.
   *
   * @param written when it was written, epoch milliseconds
   */
  public void move(FragmentPayload move, long written) {
    String person = persons.getOrDefault(move.fragment(), "");
    long linked = sentByLogTime.getOrDefault(move.asOf(), 0L);
    long arrived = written + MARGIN;
    if (sentByPerson.getOrDefault(person, List.of()).stream()
        .anyMatch(at -> at > linked && at < arrived)) {
      hasty.add(person);
    }
  }

  /** The persons of the end who were hasty. */
  public Set<String> persons() {
    return hasty;
  }
}
