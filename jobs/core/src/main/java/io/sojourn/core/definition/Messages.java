package io.sojourn.core.definition;

/** Templates and channels of a workspace. */
public record Messages() {}
