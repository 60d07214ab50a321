/** Whether a message may be sent to a person on a channel. */
@NullMarked
package io.sojourn.core.consent;

import org.jspecify.annotations.NullMarked;
