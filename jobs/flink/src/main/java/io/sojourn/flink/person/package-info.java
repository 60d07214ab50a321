/** The keyed operator around the person engine. */
@NullMarked
package io.sojourn.flink.person;

import org.jspecify.annotations.NullMarked;
