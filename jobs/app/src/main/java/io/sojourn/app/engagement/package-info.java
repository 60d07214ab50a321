/** The engagement job: events in; profiles, audiences, journeys and commands out. */
@NullMarked
package io.sojourn.app.engagement;

import org.jspecify.annotations.NullMarked;
