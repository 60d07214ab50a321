/** One customer event or profile update, after decoding and before stitching. */
@NullMarked
package io.sojourn.core.event;

import org.jspecify.annotations.NullMarked;
