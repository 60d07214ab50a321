/** Tests of the local platform; the one that starts it is an {@code IT}. */
@NullMarked
package io.sojourn.app.local;

import org.jspecify.annotations.NullMarked;
