package io.sojourn.core.definition;

import io.sojourn.core.channel.Feedback;
import io.sojourn.core.definition.Journey.OnAudience;
import io.sojourn.core.definition.Journey.OnEvent;
import io.sojourn.core.identity.Namespaces;
import io.sojourn.core.schema.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A checked and compiled workspace, with the look-ups that engines need. Immutable; shared by all
 * threads.
 *
 * <p>Durations are in milliseconds of the log's clock: those of the definitions divided by the
 * manifest's time scale.
 */
public final class Workspace {
  private final String version;
  private final Namespaces namespaces;
  private final Schema schema;
  private final List<Audience> audiences;
  private final Messages messages;
  private final Map<Long, Signal> signals = new LinkedHashMap<>();
  private final Map<String, List<Signal>> signalsByEvent = new HashMap<>();
  private final Map<String, Journey> journeys = new HashMap<>();
  private final Map<String, Journey> current = new LinkedHashMap<>();
  private final Map<String, List<Journey>> entriesByEvent = new HashMap<>();
  private final Map<String, List<Journey>> entriesByAudience = new HashMap<>();
  private final Set<String> exitEvents = new HashSet<>();

  Workspace(
      String version,
      Namespaces namespaces,
      Schema schema,
      List<Audience> audiences,
      List<Journey> journeys,
      Messages messages) {
    this.version = version;
    this.namespaces = namespaces;
    this.schema = schema;
    this.audiences = List.copyOf(audiences);
    for (Audience audience : audiences) {
      audience.signals().values().forEach(s -> signals.merge(s.id(), s, Signal::and));
    }
    signals
        .values()
        .forEach(s -> signalsByEvent.computeIfAbsent(s.eventType(), t -> new ArrayList<>()).add(s));
    for (Journey journey : journeys) {
      this.journeys.put(journey.name() + "@" + journey.version(), journey);
      current.merge(journey.name(), journey, (a, b) -> a.version() > b.version() ? a : b);
      for (Journey.Trigger exit : journey.exits()) {
        if (exit instanceof OnEvent event) {
          exitEvents.add(event.type());
        }
      }
    }
    for (Journey journey : current.values()) {
      if (journey.entry() instanceof OnEvent event) {
        entriesByEvent.computeIfAbsent(event.type(), t -> new ArrayList<>()).add(journey);
      } else if (journey.entry() instanceof OnAudience change) {
        entriesByAudience.computeIfAbsent(change.audience(), a -> new ArrayList<>()).add(journey);
      }
    }
    this.messages = messages.withFeedback(uses(Feedback.EVENT_TYPE));
  }

  /** Whether anything looks at events of a type. */
  private boolean uses(String eventType) {
    return signalsByEvent.containsKey(eventType)
        || entriesByEvent.containsKey(eventType)
        || exitEvents.contains(eventType);
  }

  /** What identifies the content of this workspace; every output carries it. */
  public String version() {
    return version;
  }

  public Namespaces namespaces() {
    return namespaces;
  }

  public Schema schema() {
    return schema;
  }

  /** All audiences, each after those that it builds on. */
  public List<Audience> audiences() {
    return audiences;
  }

  /**
   * The signal with this id, with the largest bound that any audience asks for; null if nothing
   * uses it any more.
   */
  public @Nullable Signal signal(long id) {
    return signals.get(id);
  }

  /** The signals that look at events of a type. */
  public List<Signal> signalsOf(String eventType) {
    return signalsByEvent.getOrDefault(eventType, List.of());
  }

  /** A version of a journey; null if it is not live any more. */
  public @Nullable Journey journey(String name, int version) {
    return journeys.get(name + "@" + version);
  }

  /** The newest version of every journey. */
  public List<Journey> journeys() {
    return List.copyOf(current.values());
  }

  /** Journeys that an event of this type may start, newest versions only. */
  public List<Journey> enteredBy(String eventType) {
    return entriesByEvent.getOrDefault(eventType, List.of());
  }

  /** Journeys that a change of this audience may start, newest versions only. */
  public List<Journey> enteredByAudience(String audience) {
    return entriesByAudience.getOrDefault(audience, List.of());
  }

  /** Whether an event of this type may end an instance of any live version. */
  public boolean mayExit(String eventType) {
    return exitEvents.contains(eventType);
  }

  /** Templates and channels. */
  public Messages messages() {
    return messages;
  }
}
