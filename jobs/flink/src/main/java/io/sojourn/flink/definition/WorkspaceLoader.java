package io.sojourn.flink.definition;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Port: reads the workspace that is live when a job starts without state, so that its first event
 * meets it.
 */
@FunctionalInterface
public interface WorkspaceLoader extends Serializable {

  /**
   * The newest complete workspace that compiles, or null if there is none yet. May block for
   * seconds.
   */
  @Nullable WorkspaceUpdate load();
}
