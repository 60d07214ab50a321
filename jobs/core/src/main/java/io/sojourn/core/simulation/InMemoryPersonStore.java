package io.sojourn.core.simulation;

import io.sojourn.core.person.PersonStore;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The stored values of one person, on the heap. */
final class InMemoryPersonStore implements PersonStore {
  private final Map<Part, byte[]> values = new EnumMap<>(Part.class);

  @Override
  public byte @Nullable [] load(Part part) {
    return values.get(part);
  }

  @Override
  public void save(Part part, byte @Nullable [] bytes) {
    if (bytes == null) {
      values.remove(part);
    } else {
      values.put(part, bytes);
    }
  }
}
