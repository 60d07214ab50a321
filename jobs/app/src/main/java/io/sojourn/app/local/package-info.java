/** A real broker and a real Flink cluster as processes on this machine, supervised. */
@NullMarked
package io.sojourn.app.local;

import org.jspecify.annotations.NullMarked;
