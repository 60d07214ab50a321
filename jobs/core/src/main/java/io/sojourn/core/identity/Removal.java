package io.sojourn.core.identity;

/** Why a link that was seen does not live. */
public enum Removal {
  /**
   * One of its ends has a newer link to an identity of the same unique namespace; or an operator
   * has cut it, or an end is blocked.
   */
  SUPERSEDED,
  /** It would join two identities of a unique namespace in one person. */
  CONFLICTING,
  /** One of its ends had to leave a person of too many identities. */
  EVICTED
}
