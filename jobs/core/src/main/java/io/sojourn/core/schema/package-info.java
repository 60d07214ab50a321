/** What a workspace declares that events and profiles may carry. */
@NullMarked
package io.sojourn.core.schema;

import org.jspecify.annotations.NullMarked;
