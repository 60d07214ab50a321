/** CEL expressions: type-checked against a scope, evaluated as closures. */
@NullMarked
package io.sojourn.core.expression;

import org.jspecify.annotations.NullMarked;
