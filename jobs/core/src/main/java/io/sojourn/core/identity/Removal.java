package io.sojourn.core.identity;

/** Why a link that was seen does not live. */
public enum Removal {
  /** An operator has cut it. */
  UNLINKED,
  /** One of its ends has a newer link to an identity of the same unique namespace. */
  SUPERSEDED,
  /** It would join two identities of a unique namespace in one person. */
  CONFLICTING,
  /** One of its ends had to leave a person of too many identities. */
  EVICTED
}
