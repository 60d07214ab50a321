/** Custom actions over HTTP. */
@NullMarked
package io.sojourn.connectors.channel.http;

import org.jspecify.annotations.NullMarked;
