/** Tests of the local platform; the one that starts it has the tag {@code cluster}. */
@NullMarked
package io.sojourn.app.local;

import org.jspecify.annotations.NullMarked;
