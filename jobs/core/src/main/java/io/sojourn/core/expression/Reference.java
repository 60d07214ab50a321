package io.sojourn.core.expression;

/**
 * A value that an expression reads.
 *
 * @param variable a variable of the scope, for example {@code profile}, {@code event}, {@code
 *     audiences} or a signal
 * @param path the dotted path or constant map key inside it; empty for the variable itself
 */
public record Reference(String variable, String path) {}
