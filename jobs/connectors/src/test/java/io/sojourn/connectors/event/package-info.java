/** Tests of decoding and of lines of JSON. */
@NullMarked
package io.sojourn.connectors.event;

import org.jspecify.annotations.NullMarked;
