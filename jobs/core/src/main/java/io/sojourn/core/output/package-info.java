/** What the engines emit: one record type per topic. */
@NullMarked
package io.sojourn.core.output;

import org.jspecify.annotations.NullMarked;
