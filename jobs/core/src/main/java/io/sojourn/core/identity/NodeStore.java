package io.sojourn.core.identity;

import org.jspecify.annotations.Nullable;

/**
 * The two values that are kept for the current identity key; null when there is none. Each is read
 * and written only when it is needed.
 */
public interface NodeStore {

  byte @Nullable [] loadNode();

  /**
   * @param node the new value, or null to remove it
   */
  void saveNode(byte @Nullable [] node);

  byte @Nullable [] loadCluster();

  /**
   * @param cluster the new value, or null to remove it
   */
  void saveCluster(byte @Nullable [] cluster);
}
