/** Message templates, channels, and what becomes of a command: parsed, rendered, decided. */
@NullMarked
package io.sojourn.core.channel;

import org.jspecify.annotations.NullMarked;
