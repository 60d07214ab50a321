/** Outputs of the engines as Avro records for their topics, and back. */
@NullMarked
package io.sojourn.flink.convert;

import org.jspecify.annotations.NullMarked;
