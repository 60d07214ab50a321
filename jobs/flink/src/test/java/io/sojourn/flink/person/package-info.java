/** Tests of the person operator. */
@NullMarked
package io.sojourn.flink.person;

import org.jspecify.annotations.NullMarked;
