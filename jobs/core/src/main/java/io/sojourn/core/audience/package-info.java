/** Signals over windows, audience membership, and when it changes without an event. */
@NullMarked
package io.sojourn.core.audience;

import org.jspecify.annotations.NullMarked;
