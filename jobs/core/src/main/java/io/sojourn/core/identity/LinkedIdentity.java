package io.sojourn.core.identity;

/** An identity with its key: what an event brings along and what the graph keeps. */
public record LinkedIdentity(IdentityKey key, Identity identity) {}
