/** Compact binary reading and writing for state and in-flight records. */
@NullMarked
package io.sojourn.core.codec;

import org.jspecify.annotations.NullMarked;
