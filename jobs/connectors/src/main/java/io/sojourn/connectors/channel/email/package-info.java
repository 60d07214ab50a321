/** E-mail over SMTP. */
@NullMarked
package io.sojourn.connectors.channel.email;

import org.jspecify.annotations.NullMarked;
