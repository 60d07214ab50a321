/** Measures the engagement job beside plainer jobs, on one machine, against a broker. */
@NullMarked
package io.sojourn.bench;

import org.jspecify.annotations.NullMarked;
