/** The engines in one process, without a cluster: what {@code simulate} and {@code test} run. */
@NullMarked
package io.sojourn.core.simulation;

import org.jspecify.annotations.NullMarked;
