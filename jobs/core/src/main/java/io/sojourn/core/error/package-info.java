/** The closed catalogue of what can be wrong with an input, and how it is told. */
@NullMarked
package io.sojourn.core.error;

import org.jspecify.annotations.NullMarked;
