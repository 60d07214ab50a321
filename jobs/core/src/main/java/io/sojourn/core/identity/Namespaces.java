package io.sojourn.core.identity;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The identity namespaces of a workspace, highest priority first. */
public final class Namespaces {
  private final Map<String, Namespace> byName = new LinkedHashMap<>();

  public Namespaces(List<Namespace> namespaces) {
    namespaces.forEach(n -> byName.put(n.name(), n));
  }

  public @Nullable Namespace byName(String name) {
    return byName.get(name);
  }

  /** The namespace that takes this id of a Segment call, or null. */
  public @Nullable Namespace bySegmentId(String segmentId) {
    return byName.values().stream()
        .filter(n -> segmentId.equals(n.segment()))
        .findFirst()
        .orElse(null);
  }

  public List<Namespace> all() {
    return List.copyOf(byName.values());
  }
}
