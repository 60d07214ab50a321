package io.sojourn.core.identity;

import org.jspecify.annotations.Nullable;

/** The state of one identity key, for graphs in one process. */
public final class InMemoryNodeStore implements NodeStore {
  private byte @Nullable [] node;
  private byte @Nullable [] cluster;

  @Override
  public byte @Nullable [] loadNode() {
    return node;
  }

  @Override
  public void saveNode(byte @Nullable [] value) {
    node = value;
  }

  @Override
  public byte @Nullable [] loadCluster() {
    return cluster;
  }

  @Override
  public void saveCluster(byte @Nullable [] value) {
    cluster = value;
  }
}
