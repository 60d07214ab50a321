package io.sojourn.core.identity;

/** What is asked of the identity graph. */
public sealed interface IdentityRequest permits OperatorCommand, ForgetCommand {}
