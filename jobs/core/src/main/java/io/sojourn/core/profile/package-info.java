/** Profile fragments and the merged profile: newest event time wins. */
@NullMarked
package io.sojourn.core.profile;

import org.jspecify.annotations.NullMarked;
