/** The delivery job: commands in, messages out, outcomes back. */
@NullMarked
package io.sojourn.app.delivery;

import org.jspecify.annotations.NullMarked;
