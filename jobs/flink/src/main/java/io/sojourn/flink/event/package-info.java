/** Input records in, events routed by their primary identity out. */
@NullMarked
package io.sojourn.flink.event;

import org.jspecify.annotations.NullMarked;
