/** Message templates: parsed, checked and rendered. */
@NullMarked
package io.sojourn.core.channel;

import org.jspecify.annotations.NullMarked;
