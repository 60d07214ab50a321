/** The delivery job's keyed part: each command once, rendered. */
@NullMarked
package io.sojourn.flink.delivery;

import org.jspecify.annotations.NullMarked;
