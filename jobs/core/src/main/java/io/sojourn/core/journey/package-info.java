/** Journeys: entry, steps, waits, exit criteria, re-entrance. */
@NullMarked
package io.sojourn.core.journey;

import org.jspecify.annotations.NullMarked;
