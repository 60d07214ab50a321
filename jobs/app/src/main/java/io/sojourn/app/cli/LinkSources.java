package io.sojourn.app.cli;

import io.sojourn.app.support.JobOptions;
import io.sojourn.connectors.event.InputDecoder;
import io.sojourn.connectors.kafka.LogRecord;
import io.sojourn.connectors.kafka.TopicReader;
import io.sojourn.core.definition.Workspace;
import io.sojourn.core.event.Event;
import io.sojourn.core.event.EventDecoder.Decoded;
import io.sojourn.core.identity.GraphSnapshot.Edge;
import io.sojourn.core.identity.IdentityKey;
import io.sojourn.core.identity.NodeLogic;
import io.sojourn.schema.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The events in which identities were last seen together. State keeps when that was and not where,
 * so they are looked for in the topic {@code events}.
 */
final class LinkSources {
  /** Nothing was looked for. */
  static final LinkSources UNASKED = new LinkSources(false, Map.of());

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final boolean asked;
  private final Map<Edge, String> places;

  private LinkSources(boolean asked, Map<Edge, String> places) {
    this.asked = asked;
    this.places = places;
  }

  /**
   * Reads the events from the oldest of these links to the end, under the workspace in force.
   *
   * @param links those that were never seen are left out
   */
  static LinkSources find(JobOptions options, Collection<Edge> links) {
    Map<Long, List<Edge>> wanted = new HashMap<>();
    for (Edge link : links) {
      if (link.lastSeen() != null) {
        wanted.computeIfAbsent(link.lastSeen(), time -> new ArrayList<>()).add(link);
      }
    }
    Map<Edge, String> places = new HashMap<>();
    if (!wanted.isEmpty()) {
      IdentityKeys keys = IdentityKeys.read(options);
      InputDecoder decoder = new InputDecoder();
      long oldest = wanted.keySet().stream().mapToLong(Long::longValue).min().orElseThrow();
      new TopicReader(options.kafka(), PATIENCE)
          .readSince(
              Topic.EVENTS.name(options.prefix()),
              oldest - NodeLogic.MAX_AHEAD,
              each -> {
                if (decode(decoder, each, keys.workspace()) instanceof Decoded.Accepted taken) {
                  long time = NodeLogic.linkTime(taken.event().time(), each.timestamp());
                  for (Edge link : wanted.getOrDefault(time, List.of())) {
                    if (shows(taken.event(), link, keys)) {
                      places.putIfAbsent(link, place(taken.event(), each));
                    }
                  }
                }
              });
    }
    return new LinkSources(true, places);
  }

  private static Decoded decode(InputDecoder decoder, LogRecord record, Workspace workspace) {
    byte[] payload = record.value() == null ? new byte[0] : record.value();
    return decoder.decode(
        payload, record.format(), record.timestamp(), workspace.namespaces(), workspace.schema());
  }

  private static boolean shows(Event event, Edge link, IdentityKeys keys) {
    Set<IdentityKey> seen = event.identities().stream().map(keys::key).collect(Collectors.toSet());
    return seen.contains(link.link().low()) && seen.contains(link.link().high());
  }

  private static String place(Event event, LogRecord record) {
    return "%s in %s/%d/%d"
        .formatted(event.type(), record.topic(), record.partition(), record.offset());
  }

  /** What is to be said of it after all else of a link. */
  String after(Edge link) {
    if (!asked || link.lastSeen() == null) {
      return "";
    }
    return "; from " + places.getOrDefault(link, "an event that is not in the topic any more");
  }
}
