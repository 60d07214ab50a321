/** Between what the engines speak and what the topics carry. */
@NullMarked
package io.sojourn.flink.convert;

import org.jspecify.annotations.NullMarked;
