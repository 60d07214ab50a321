/** From the bytes of the topic {@code events} to events, and from outputs to lines of JSON. */
@NullMarked
package io.sojourn.connectors.event;

import org.jspecify.annotations.NullMarked;
