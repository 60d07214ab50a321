package io.sojourn.core.identity;

/**
 * A pair of identities that were seen in one event.
 *
 * @param low the lesser end
 * @param high the greater end
 */
public record Link(IdentityKey low, IdentityKey high) implements Comparable<Link> {

  public Link {
    if (low.compareTo(high) >= 0) {
      throw new IllegalArgumentException("A link goes from a lesser to a greater identity");
    }
  }

  /** The link between two different identities, in whatever order they come. */
  public static Link between(IdentityKey a, IdentityKey b) {
    return a.compareTo(b) < 0 ? new Link(a, b) : new Link(b, a);
  }

  @Override
  public int compareTo(Link other) {
    int byLow = low.compareTo(other.low);
    return byLow != 0 ? byLow : high.compareTo(other.high);
  }
}
