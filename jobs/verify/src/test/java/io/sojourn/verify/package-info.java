/** What holds of the whole: architecture, names that never change, cluster, recovery. */
@NullMarked
package io.sojourn.verify;

import org.jspecify.annotations.NullMarked;
