/** A workspace: YAML definitions, read, checked and compiled. */
@NullMarked
package io.sojourn.core.definition;

import org.jspecify.annotations.NullMarked;
