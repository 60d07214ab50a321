/** The keyed operator around the identity graph. */
@NullMarked
package io.sojourn.flink.identity;

import org.jspecify.annotations.NullMarked;
