/** Tests of the wire. */
@NullMarked
package io.sojourn.schema;

import org.jspecify.annotations.NullMarked;
