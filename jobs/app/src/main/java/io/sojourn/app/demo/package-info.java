/** The sample shop at work: traffic for it, an inbox for its mails, and a look at what came out. */
@NullMarked
package io.sojourn.app.demo;

import org.jspecify.annotations.NullMarked;
