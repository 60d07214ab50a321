/** Tests of the conversions. */
@NullMarked
package io.sojourn.flink.convert;

import org.jspecify.annotations.NullMarked;
