/** What mail systems write into the topic of events. */
@NullMarked
package io.sojourn.connectors.event.mail;

import org.jspecify.annotations.NullMarked;
