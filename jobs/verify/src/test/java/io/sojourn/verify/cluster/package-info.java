/** What only real processes can show: they are started as a user does, and killed. */
@NullMarked
package io.sojourn.verify.cluster;

import org.jspecify.annotations.NullMarked;
