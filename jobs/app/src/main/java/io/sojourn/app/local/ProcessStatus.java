package io.sojourn.app.local;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A process of the platform.
 *
 * @param name for example {@code taskmanager-1}
 * @param pid null if it does not run
 * @param since when it started; null if it does not run, or if the system does not say
 * @param port where people find it; 0 if it has none that concerns them
 */
public record ProcessStatus(String name, @Nullable Long pid, @Nullable Instant since, int port) {
  public boolean isRunning() {
    return pid != null;
  }
}
