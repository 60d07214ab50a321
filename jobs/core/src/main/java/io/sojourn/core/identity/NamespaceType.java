package io.sojourn.core.identity;

/** What an identity of a namespace stands for. */
public enum NamespaceType {
  PERSON(0),
  DEVICE(1),
  COOKIE(2),
  PARTNER(3);

  private final int rank;

  NamespaceType(int rank) {
    this.rank = rank;
  }

  /**
   * Its place in the leader order of the identity graph, part of every identity key: never changed.
   */
  int rank() {
    return rank;
  }
}
