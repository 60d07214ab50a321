/** One person's state moved forward in time: profile, audiences, journeys, in that order. */
@NullMarked
package io.sojourn.core.person;

import org.jspecify.annotations.NullMarked;
